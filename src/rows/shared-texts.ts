import { unescaped } from "./cell-text.ts";
import { longestRow } from "./scan-rows.ts";
import type { XmlHandler } from "./walk-xml.ts";

/** The texts that the cells of all sheets share. */
export interface SharedTexts {
  /** Takes the part of the workbook with the texts. */
  readonly handler: XmlHandler;
  /** Returns the text of a number; `undefined` where there is none. */
  readonly at: (index: number) => string | undefined;
}

/**
 * Creates what keeps the shared texts of a workbook: as bytes, a thousand texts together, which take a third of the
 * memory that millions of JavaScript's own texts would take.
 */
export function sharedTexts(): SharedTexts {
  const blocks: { readonly bytes: Buffer; readonly ends: Uint32Array }[] = [];
  let open: string[] = [];
  const add = (text: string) => {
    open.push(unescaped(text));
    if (open.length < blockTexts) return;
    blocks.push(blockOf(open));
    open = [];
  };
  const at = (index: number) => {
    const block = blocks[Math.floor(index / blockTexts)];
    const place = index % blockTexts;
    if (block === undefined) return Math.floor(index / blockTexts) === blocks.length ? open[place] : undefined;
    return block.bytes.toString("utf8", place === 0 ? 0 : block.ends[place - 1], block.ends[place]);
  };
  return { handler: textsOf(add), at };
}

const blockTexts = 1024;

function blockOf(texts: readonly string[]) {
  const parts = texts.map((text) => Buffer.from(text));
  const ends = new Uint32Array(texts.length);
  let end = 0;
  for (const [index, { length }] of parts.entries()) {
    end += length;
    ends[index] = end;
  }
  return { bytes: Buffer.concat(parts), ends };
}

/** Returns a handler that puts together the text of each element `si`, which may be in pieces of several fonts. */
function textsOf(take: (text: string) => void): XmlHandler {
  let text = "";
  let inText = false;
  let inPronunciation = false;
  return {
    open: (name) => {
      if (name === "si") text = "";
      else if (name === "rPh") inPronunciation = true;
      else if (name === "t") inText = !inPronunciation;
    },
    text: (piece) => {
      if (inText && text.length <= longestRow) text += piece;
    },
    close: (name) => {
      if (name === "si") take(text);
      else if (name === "rPh") inPronunciation = false;
      else if (name === "t") inText = false;
    },
  };
}
