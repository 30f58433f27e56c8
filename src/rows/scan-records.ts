import { open } from "node:fs/promises";
import { InputError } from "../domain/input-error.ts";

/** One row of a CSV file as it lies in the file. Blank lines are no rows. */
export interface ScannedRecord {
  /** Offset of its first byte. */
  readonly start: number;
  /** Offset behind its last byte, line end not included. */
  readonly end: number;
  /** 1-based line on which it starts. */
  readonly line: number;
  /** A quoted field goes on after its closing quote. */
  readonly brokenQuote: boolean;
  readonly bytes: Buffer;
}

export interface ScanOptions {
  /** For messages: relative to the input folder. */
  readonly file: string;
  readonly delimiter: string;
}

const chunkBytes = 4 << 20;
/** A row this long can only be a quote that was never closed. */
const longestRecord = 32 << 20;
const [quote, lineFeed, carriageReturn, space] = [34, 10, 13, 32];

/**
 * Walks over the rows of a plain UTF-8 file, header included, minding quotes: slower than counting line ends, and right
 * where fields have line ends in them.
 *
 * @throws InputError for a quote that is never closed, naming the line where it opens (S13)
 */
export async function* scanRecords(path: string, options: ScanOptions): AsyncGenerator<ScannedRecord> {
  const delimiter = options.delimiter.charCodeAt(0);
  const file = await open(path, "r");
  let rest: Buffer = Buffer.alloc(0);
  let base = 0;
  let line = 1;
  try {
    for (let last = false; !last; ) {
      const chunk = Buffer.allocUnsafe(chunkBytes);
      const { bytesRead } = await file.read(chunk, 0, chunkBytes, null);
      last = bytesRead === 0;
      const bytes: Buffer = Buffer.concat([rest, chunk.subarray(0, bytesRead)]);
      let at = 0;
      let nextQuote = -1;
      while (at < bytes.length) {
        // Looked for once and not once a row: where there is none, each search would go to the end.
        if (nextQuote < at) nextQuote = indexOrEnd(bytes, quote, at);
        const found = findEnd(bytes, at, { delimiter, last, nextQuote });
        if (found.unclosedAt !== undefined)
          throw unclosed(options.file, line + countLines(bytes, at, found.unclosedAt));
        if (found.end === -1) break;
        const end = found.end > at && bytes[found.end - 1] === carriageReturn ? found.end - 1 : found.end;
        if (end > at) {
          const { brokenQuote } = found;
          yield { start: base + at, end: base + end, line, brokenQuote, bytes: bytes.subarray(at, end) };
        }
        line += 1 + (found.multiLine ? countLines(bytes, at, found.end) : 0);
        at = found.end + 1;
      }
      if (bytes.length - at > longestRecord) throw unclosed(options.file, line);
      rest = Buffer.from(bytes.subarray(at));
      base += at;
    }
  } finally {
    await file.close();
  }
}

interface RecordEnd {
  /** Index of the line end, or of the end of the file; -1 when more bytes are needed. */
  readonly end: number;
  readonly multiLine: boolean;
  readonly brokenQuote: boolean;
  /** Index of an opening quote that nothing closes properly. */
  readonly unclosedAt?: number;
}

interface FindOptions {
  readonly delimiter: number;
  /** No more bytes will come. */
  readonly last: boolean;
  /** Index of the first quote from the start on; the length where there is none. */
  readonly nextQuote: number;
}

function indexOrEnd(bytes: Buffer, byte: number, from: number): number {
  const index = bytes.indexOf(byte, from);
  return index === -1 ? bytes.length : index;
}

function findEnd(bytes: Buffer, start: number, options: FindOptions): RecordEnd {
  const plain = bytes.indexOf(lineFeed, start);
  const bound = plain === -1 ? bytes.length : plain;
  if (options.nextQuote >= bound) {
    return { end: plain === -1 && !options.last ? -1 : bound, multiLine: false, brokenQuote: false };
  }
  return findQuotedEnd(bytes, start, options);
}

function findQuotedEnd(bytes: Buffer, start: number, { delimiter, last }: FindOptions): RecordEnd {
  let multiLine = false;
  let brokenQuote = false;
  let fieldStart = true;
  for (let at = start; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === lineFeed) return { end: at, multiLine, brokenQuote };
    if (byte === quote && fieldStart) {
      const close = closingQuote(bytes, at);
      if (close === -1 || (!last && skipSpaces(bytes, close + 1) === bytes.length)) {
        return { end: -1, multiLine, brokenQuote, ...(last ? { unclosedAt: at } : {}) };
      }
      const lineEndInside = bytes.subarray(at, close).includes(lineFeed);
      multiLine ||= lineEndInside;
      if (!endsField(bytes, close + 1, delimiter)) {
        if (lineEndInside) return { end: -1, multiLine, brokenQuote, unclosedAt: at };
        brokenQuote = true;
      }
      at = close;
      fieldStart = false;
    } else {
      fieldStart = byte === delimiter || (fieldStart && byte === space);
    }
  }
  return { end: last ? bytes.length : -1, multiLine, brokenQuote };
}

/** Index of the quote that closes the field opened at `open`; doubled quotes are text. */
function closingQuote(bytes: Buffer, open: number): number {
  let at = bytes.indexOf(quote, open + 1);
  while (at !== -1 && bytes[at + 1] === quote) at = bytes.indexOf(quote, at + 2);
  return at;
}

function endsField(bytes: Buffer, from: number, delimiter: number): boolean {
  const byte = bytes[skipSpaces(bytes, from)];
  return byte === undefined || byte === delimiter || byte === lineFeed || byte === carriageReturn;
}

function skipSpaces(bytes: Buffer, from: number): number {
  let at = from;
  while (bytes[at] === space) at += 1;
  return at;
}

function countLines(bytes: Buffer, from: number, to: number): number {
  let count = 0;
  for (let at = bytes.indexOf(lineFeed, from); at !== -1 && at < to; at = bytes.indexOf(lineFeed, at + 1)) count += 1;
  return count;
}

/** The error of a quote that swallows the rows after it. */
export function unclosed(file: string, line: number): InputError {
  return new InputError({
    file,
    line,
    found: "a quote that opens here and is never closed, so that the rows after it can't be told apart",
    expected: 'every quoted field to end with a quote before the next comma, quotes inside it doubled ("")',
    fix: "export the file again, or close the quote on this line",
  });
}
