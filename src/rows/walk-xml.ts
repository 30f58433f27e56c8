import { SaxesParser } from "saxes";
import { InputError } from "../domain/input-error.ts";
import { byteOrderMark } from "./encodings.ts";
import { brokenZip, excelWorkbook } from "./zip-problems.ts";

export type Attributes = Readonly<Record<string, string>>;

/** Receivers of what stands in a document. Names come without their prefix: some programs write `x:row` for `row`. */
export interface XmlHandler {
  readonly open: (name: string, attributes: Attributes) => void;
  /** A text may come in pieces. */
  readonly text: (text: string) => void;
  readonly close: (name: string) => void;
}

/** Far more than any workbook nests; the parser remembers each element until it ends. */
const maxDepth = 100;
/** Bytes without a tag, far more than a cell may have; the parser keeps a text until it ends. */
const maxTextBytes = 16 * 2 ** 20;
const tagStart = 60;

/**
 * Reads a part of a workbook, and pauses after each piece of it for what the handler has gathered meanwhile.
 *
 * @param file - name for messages
 * @throws InputError for what is not well-formed to its end, and whatever the handler throws
 */
export async function* walkXml(bytes: AsyncIterable<Buffer>, handler: XmlHandler, file: string): AsyncGenerator<void> {
  const parser = parserFor(handler);
  let decoder: ReturnType<typeof strictDecoder> | undefined;
  let textBytes = 0;
  for await (const piece of bytes) {
    decoder ??= strictDecoder(piece);
    const last = piece.lastIndexOf(tagStart);
    textBytes = last === -1 ? textBytes + piece.length : piece.length - last;
    if (textBytes > maxTextBytes) throw brokenXml(file, new Error("a text without end"));
    parse(() => parser.write(decoder?.decode(piece, { stream: true }) ?? ""), file);
    yield;
  }
  parse(() => parser.write(decoder?.decode() ?? "").close(), file);
}

/** Reads a part of a workbook to its end. */
export async function readXml(bytes: AsyncIterable<Buffer>, handler: XmlHandler, file: string): Promise<void> {
  const walk = walkXml(bytes, handler, file);
  while ((await walk.next()).done !== true);
}

/** Creates a decoder that refuses what it cannot decode, for a document that begins with some bytes. */
function strictDecoder(beginning: Buffer) {
  return new TextDecoder(byteOrderMark(beginning) ?? "utf-8", { fatal: true });
}

function parserFor(handler: XmlHandler) {
  const parser = new SaxesParser({ position: false, xmlns: false as const });
  let depth = 0;
  parser.on("opentag", ({ name, attributes }) => {
    depth += 1;
    if (depth > maxDepth) throw new Error("elements without end");
    handler.open(localName(name), attributes);
  });
  parser.on("closetag", ({ name }) => {
    depth -= 1;
    handler.close(localName(name));
  });
  parser.on("text", handler.text);
  parser.on("cdata", handler.text);
  return parser;
}

/** Returns a name without its prefix. */
export function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

function parse(step: () => unknown, file: string): void {
  try {
    step();
  } catch (error) {
    throw error instanceof Error && !(error instanceof InputError) ? brokenXml(file, error) : error;
  }
}

function brokenXml(file: string, cause: Error): InputError {
  return new InputError({ file, ...brokenZip(excelWorkbook, cause.message) }, { cause });
}
