import { open } from "node:fs/promises";

/** A line of a file, its end not included. */
export interface FoundLine {
  /** 1-based. */
  readonly line: number;
  /** Good until the next line is asked for. */
  readonly bytes: Buffer;
}

/** Small enough to stay in a processor's cache; grows where a line is longer. */
const chunkBytes = 2 << 20;
const [lineFeed, carriageReturn] = [10, 13];

/**
 * Finds the lines of a file that have one of some texts on them, in order. Looks for the texts and not for the lines, which
 * is several times as fast as walking over all lines.
 *
 * @param path - plain UTF-8 file
 */
export async function* linesWith(path: string, needles: readonly Buffer[]): AsyncGenerator<FoundLine> {
  const file = await open(path, "r");
  let buffer: Buffer = Buffer.allocUnsafe(chunkBytes);
  let [filled, line] = [0, 1];
  try {
    for (let last = false; !last; ) {
      const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, null);
      last = bytesRead === 0;
      const bytes = buffer.subarray(0, filled + bytesRead);
      const lines = bytes.subarray(0, last ? bytes.length : bytes.lastIndexOf(lineFeed) + 1);
      let counted = 0;
      for (const start of startsOf(lines, needles)) {
        line += countLineFeeds(lines, counted, start);
        counted = start;
        yield { line, bytes: lineAt(lines, start) };
      }
      line += countLineFeeds(lines, counted, lines.length);
      filled = bytes.length - lines.length;
      if (filled === buffer.length) buffer = Buffer.concat([buffer], buffer.length * 2);
      else buffer.copyWithin(0, lines.length, bytes.length);
    }
  } finally {
    await file.close();
  }
}

/** Where the lines with a needle begin, in order, each once. */
function startsOf(lines: Buffer, needles: readonly Buffer[]): number[] {
  const starts = new Set<number>();
  for (const needle of needles) {
    for (let at = lines.indexOf(needle); at !== -1; ) {
      starts.add(lines.lastIndexOf(lineFeed, at) + 1);
      const end = lines.indexOf(lineFeed, at);
      at = end === -1 ? -1 : lines.indexOf(needle, end);
    }
  }
  return [...starts].sort((a, b) => a - b);
}

function lineAt(lines: Buffer, start: number): Buffer {
  const found = lines.indexOf(lineFeed, start);
  const end = found === -1 ? lines.length : found;
  return lines.subarray(start, end > start && lines[end - 1] === carriageReturn ? end - 1 : end);
}

function countLineFeeds(bytes: Buffer, from: number, to: number): number {
  let count = 0;
  for (let at = bytes.indexOf(lineFeed, from); at !== -1 && at < to; at = bytes.indexOf(lineFeed, at + 1)) count += 1;
  return count;
}
