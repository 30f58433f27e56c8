import { carriageReturn, countMarkBytes, indexOrEnd, isFieldStart, lineFeed, quote, space } from "./row-bytes.ts";
import { unclosedQuote } from "./unclosed-quote.ts";

/** Position and bytes of one row, and whether its quotes are in order. Blank lines are not rows. */
export interface ScannedRow {
  /** 1-based line on which it starts. */
  readonly line: number;
  /** Without the line end; only the beginning of a row over `longestRow`. Empty where rows are only counted. */
  readonly bytes: Buffer;
  /** Whether text follows a closing quote, so that the fields cannot be separated. */
  readonly brokenQuote: boolean;
  /** Whether there is a quote inside an unquoted field, or a space or carriage return beside a quoted one. */
  readonly oddQuote: boolean;
  readonly tooLong: boolean;
  /** `none` only for the last row of a file. */
  readonly lineEnd: "LF" | "CRLF" | "none";
}

/** A receiver of a file's bytes, plain UTF-8, and then of its end. */
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

/** Most bytes that a row may have. */
export const longestRow = 2 * 2 ** 20;
/** Bytes kept of a longer row: enough to show how it begins. */
const shownBytes = 8 * 1024;

/**
 * States of the scanner: outside quotes, inside them, just after a closing quote, after spaces that follow it, or after a
 * carriage return that does, which may belong to the line end.
 */
const [outside, inQuotes, closed, closedSpaces, closedReturn] = [0, 1, 2, 3, 4] as const;

/**
 * Creates a scanner that finds the rows of a file from quotes, delimiters and line ends alone. A quote opens a field
 * only at the field's start, apart from spaces. Holds no more of the file than one row.
 *
 * @param take - receives each row in order, including the header
 * @throws InputError, from `push` or `end`, for a quote that is never closed, naming the line where it opens (S13)
 */
export function rowScanner(options: ScanOptions, take: (row: ScannedRow) => void): RowScanner {
  const delimiter = options.delimiter.charCodeAt(0);
  let state: 0 | 1 | 2 | 3 | 4 = outside;
  /** Whether there were only spaces since the last delimiter, or since the start of the row. */
  let atStart = true;
  let row = newRow(1);
  let line = 1;
  let carry: Buffer[] = [];
  /**
   * Positions in the current chunk: the start of the row, the next byte, and the first quote and line feed from there.
   */
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
  /** Scans outside quotes up to the next quote or line feed, which ends the row. */
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
   * Scans the text of a quoted field byte by byte. The loop has its own variables, skips doubled quotes itself and
   * leaves line ends to the search below: with shared variables and a step for each quote, it takes five times as long.
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
    // Beside a quote, a carriage return within a row is like a space.
    if (state === closedReturn) row.oddQuote = true;
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
    } else if (byte === carriageReturn) state = closedReturn;
    else {
      // The quote that closed this field was meant to open another one.
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
        // One search serves all rows up to the next quote.
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

/** The row being scanned. */
interface OpenRow {
  readonly line: number;
  /** Bytes in earlier chunks, kept or not. */
  length: number;
  /** Bytes of the byte order marks at its start. */
  markBytes: number;
  lastByte: number;
  brokenQuote: boolean;
  oddQuote: boolean;
  /** Line on which the last quote opened, and whether a line ended after it. */
  quoteLine: number;
  feedInField: boolean;
}

function newRow(line: number): OpenRow {
  const quotes = { brokenQuote: false, oddQuote: false, quoteLine: line, feedInField: false };
  return { line, length: 0, markBytes: 0, lastByte: 0, ...quotes };
}

const noBytes = Buffer.alloc(0);

function joined(carry: readonly Buffer[], bytes: Buffer): Buffer {
  return carry.length === 0 ? bytes : Buffer.concat([...carry, bytes]);
}
