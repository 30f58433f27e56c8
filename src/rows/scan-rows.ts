import { carriageReturn, countMarkBytes, indexOrEnd, isFieldStart, lineFeed, quote, space } from "./row-bytes.ts";
import { unclosedQuote } from "./unclosed-quote.ts";

/** Where one row stands, and what its quotes are like. Blank lines are no rows. */
export interface ScannedRow {
  /** 1-based line on which it starts. */
  readonly line: number;
  /** Without its line end; of a row over `longestRow` only the beginning. Empty where only rows are counted. */
  readonly bytes: Buffer;
  /** Text goes on after a closing quote: the fields cannot be told apart. */
  readonly brokenQuote: boolean;
  /** A quote stands inside an unquoted field, or spaces stand beside a quoted one. */
  readonly oddQuote: boolean;
  readonly tooLong: boolean;
  /** The last row of a file may have no end. */
  readonly lineEnd: "LF" | "CRLF" | "none";
}

/** Takes the bytes of a file, plain UTF-8, and then its end. */
export interface RowScanner {
  push(bytes: Buffer): void;
  end(): void;
}

export interface ScanOptions {
  /** Name for messages. */
  readonly file: string;
  readonly delimiter: string;
  /** Whether rows come with their bytes. */
  readonly withBytes: boolean;
}

/** Bytes that a row may have. */
export const longestRow = 2 * 2 ** 20;
/** Bytes that are kept of a longer one: enough to show how it begins. */
const shownBytes = 8 * 1024;

/** Where the scanner stands: outside quotes, inside them, just behind a closing one, or behind spaces after it. */
const [outside, inQuotes, closed, closedSpaces] = [0, 1, 2, 3] as const;

/**
 * Finds the rows of a file: it knows quotes, delimiters and line ends and nothing else. A quote opens a field only at its start,
 * spaces aside. It holds no more of the file than one row.
 *
 * @param take - gets each row, the header among them, in order
 * @throws InputError, from `push` or `end`, for a quote that is never closed, naming the line where it opens (S13)
 */
export function rowScanner(options: ScanOptions, take: (row: ScannedRow) => void): RowScanner {
  const delimiter = options.delimiter.charCodeAt(0);
  let state: 0 | 1 | 2 | 3 = outside;
  /** Only spaces came since the last delimiter, or since the start of the row. */
  let atStart = true;
  let row = newRow(1);
  let line = 1;
  let carry: Buffer[] = [];
  /** Places in the present chunk: where the row starts, what is looked at, and the first quote and line feed from there on. */
  let [start, at, nextQuote, nextFeed] = [0, 0, 0, 0];

  const endRow = (bytes: Buffer, end: number) => {
    const last = end > start ? bytes[end - 1] : row.lastByte;
    const length = row.length + end - start - (last === carriageReturn ? 1 : 0);
    if (length > 0) {
      const tooLong = length > longestRow;
      const kept = options.withBytes ? joined(carry, bytes.subarray(start, end)) : noBytes;
      const { brokenQuote, oddQuote } = row;
      const lineEnd = bytes === noBytes ? "none" : last === carriageReturn ? "CRLF" : "LF";
      const shown = kept.subarray(0, tooLong ? shownBytes : length);
      take({ line: row.line, bytes: shown, brokenQuote, oddQuote, tooLong, lineEnd });
    }
    line += 1;
    carry = [];
    row = newRow(line);
    state = outside;
    atStart = true;
    start = end + 1;
    at = end + 1;
  };
  /** Up to the next quote, a row is its line. */
  const walkPlain = (bytes: Buffer) => {
    if (nextFeed < at) nextFeed = indexOrEnd(bytes, lineFeed, at);
    const to = Math.min(nextFeed, nextQuote);
    if (to === nextFeed && to < bytes.length) return endRow(bytes, to);
    if (row.markBytes === row.length + at - start) row.markBytes += countMarkBytes(bytes, at, to, row.markBytes);
    const from = Math.max(at, Math.min(to, start + row.markBytes - row.length));
    atStart = isFieldStart(bytes, { from, to, atStart, delimiter });
    at = to;
  };
  /**
   * The text of a quoted field, byte by byte. The loop has variables of its own, looks past doubled quotes itself and leaves line
   * ends to the search below: with those around it, and a step for each quote, it takes five times as long.
   */
  const walkQuoted = (bytes: Buffer) => {
    const end = bytes.length;
    let index = at;
    for (; index < end; index += 1) {
      if (bytes[index] !== quote) continue;
      if (bytes[index + 1] !== quote) break;
      index += 1;
    }
    if (nextFeed < at) nextFeed = indexOrEnd(bytes, lineFeed, at);
    for (; nextFeed < index && nextFeed < end; nextFeed = indexOrEnd(bytes, lineFeed, nextFeed + 1)) {
      line += 1;
      row.feedInField = true;
    }
    if (index < end) state = closed;
    at = index + 1;
  };
  const walkBehindQuote = (bytes: Buffer) => {
    const byte = bytes[at];
    if (byte === lineFeed) return endRow(bytes, at);
    if (byte === delimiter) {
      state = outside;
      atStart = true;
    } else behindQuote(byte);
    at += 1;
  };
  const openQuote = (bytes: Buffer) => {
    if (!atStart || (at > start && bytes[at - 1] === space)) row.oddQuote = true;
    if (atStart) {
      row.quoteLine = line;
      row.feedInField = false;
      state = inQuotes;
    }
    at += 1;
  };
  const behindQuote = (byte: number | undefined) => {
    if (byte === quote && state === closed) state = inQuotes;
    else if (byte === space) {
      state = closedSpaces;
      row.oddQuote = true;
    } else if (byte !== carriageReturn) {
      // What closed this field is the opening quote of another one.
      if (row.feedInField) throw unclosedQuote(options.file, row.quoteLine);
      row.brokenQuote = true;
      state = outside;
      atStart = false;
    }
  };

  const push = (bytes: Buffer) => {
    [start, at, nextQuote, nextFeed] = [0, 0, -1, -1];
    while (at < bytes.length) {
      if (state === inQuotes) walkQuoted(bytes);
      else if (state !== outside) walkBehindQuote(bytes);
      else {
        // Searched for once for all rows up to it, not once a row.
        if (nextQuote < at) nextQuote = indexOrEnd(bytes, quote, at);
        if (at < nextQuote) walkPlain(bytes);
        else openQuote(bytes);
      }
    }
    if (start >= bytes.length) return;
    if (options.withBytes && row.length <= longestRow) carry.push(bytes.subarray(start));
    row.length += bytes.length - start;
    row.lastByte = bytes[bytes.length - 1] ?? 0;
  };
  const end = () => {
    if (state === inQuotes) throw unclosedQuote(options.file, row.quoteLine);
    start = 0;
    endRow(noBytes, 0);
  };
  return { push, end };
}

/** The row that has begun. */
interface OpenRow {
  readonly line: number;
  /** Bytes that came before the present chunk, kept or not. */
  length: number;
  /** Bytes of the byte order marks that it begins with. */
  markBytes: number;
  lastByte: number;
  brokenQuote: boolean;
  oddQuote: boolean;
  /** Line on which the last quote opened, and whether a line ended behind it. */
  quoteLine: number;
  feedInField: boolean;
}

function newRow(line: number): OpenRow {
  return {
    line,
    length: 0,
    markBytes: 0,
    lastByte: 0,
    brokenQuote: false,
    oddQuote: false,
    quoteLine: line,
    feedInField: false,
  };
}

const noBytes = Buffer.alloc(0);

function joined(carry: readonly Buffer[], bytes: Buffer): Buffer {
  return carry.length === 0 ? bytes : Buffer.concat([...carry, bytes]);
}
