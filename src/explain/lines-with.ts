import { open } from "node:fs/promises";

/** A line of a file, its end not included. */
export interface FoundLine {
  /** 1-based. */
  readonly line: number;
  readonly bytes: Buffer;
}

const chunkBytes = 8 << 20;
const [lineFeed, carriageReturn] = [10, 13];

/**
 * Finds the lines of a file that have one of some texts on them, in order. Looks for the texts and not for the lines: some
 * five times as fast as walking over all lines.
 *
 * @param path - plain UTF-8 file
 */
export async function* linesWith(path: string, needles: readonly Buffer[]): AsyncGenerator<FoundLine> {
  const file = await open(path, "r");
  let rest: Buffer = Buffer.alloc(0);
  let line = 1;
  try {
    for (let last = false; !last; ) {
      const chunk = Buffer.allocUnsafe(chunkBytes);
      const { bytesRead } = await file.read(chunk, 0, chunkBytes, null);
      last = bytesRead === 0;
      const bytes: Buffer = Buffer.concat([rest, chunk.subarray(0, bytesRead)]);
      const whole = last ? bytes.length : bytes.lastIndexOf(lineFeed) + 1;
      const lines = bytes.subarray(0, whole);
      let counted = 0;
      for (const start of startsOf(lines, needles)) {
        line += countLineFeeds(lines, counted, start);
        counted = start;
        yield { line, bytes: lineAt(lines, start) };
      }
      line += countLineFeeds(lines, counted, lines.length);
      rest = Buffer.from(bytes.subarray(whole));
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
