import { isUtf8 } from "node:buffer";
import type { RejectCode } from "../domain/consumption.ts";
import { plainBytes, type RowFile } from "./plain-bytes.ts";
import { fieldsOf, fieldsOfRows, mark, type RowFields, withoutLeadingMarks, withoutMarks } from "./row-fields.ts";
import { rowScanner, type ScannedRow } from "./scan-rows.ts";
import { unclosedQuote } from "./unclosed-quote.ts";

/** Layout of the rows of a file. */
export interface RowLayout {
  readonly delimiter: string;
  /** Number of lines before the header. */
  readonly linesBefore: number;
  /** Number of fields that a row must have. */
  readonly width: number;
  /**
   * Whether the file is a copy of a sheet in which a field before all others has each row's line (`numberedCsv`). It is
   * no part of the row.
   */
  readonly numbered?: boolean;
  /**
   * Positions of the fields that must be text; in others, a byte that is not UTF-8 is harmless, read as U+FFFD (S4).
   */
  readonly mustBeText: readonly number[];
  /** Returns whether a row needs reading at all, judging by its bytes. Unless given, every row does. */
  readonly mayMatter?: (bytes: Buffer) => boolean;
}

/** A row of the right width. */
export interface WholeRow {
  /** 1-based line on which it starts, header included. */
  readonly line: number;
  readonly fields: readonly string[];
  /** The row's bytes as in the file; `rawText` prints them. */
  readonly raw: Buffer;
}

/** A row whose fields cannot be separated or cannot be read. */
export interface BrokenRow {
  readonly line: number;
  readonly code: Extract<RejectCode, "field-count" | "encoding" | "quote" | "line-too-long">;
  /** One sentence: what was found, what was expected. */
  readonly message: string;
  readonly raw: Buffer;
  /** Whether the file ends in the middle of this row: it has too few fields and no line end (S14). */
  readonly isCutOff: boolean;
}

export type ReadRow = WholeRow | BrokenRow;

export function isBroken(row: ReadRow): row is BrokenRow {
  return "code" in row;
}

/** Rows parsed together: enough to offset csv-parse's fixed cost, few enough to stay in the processor's cache. */
const rowsAtOnce = 500;

/**
 * Reads every row of a file below its header, in order, whole or broken, whatever the file contains: the careful
 * reader. Holds only some rows of the file at a time.
 *
 * Blank lines are not rows; surplus empty fields at the end of a row are ignored.
 *
 * @param file - of any encoding, plain or gzip
 * @throws InputError for a file that cannot be read to its end, and for a quote that swallows the rows after it (S13)
 */
export async function* readRows(file: RowFile, layout: RowLayout): AsyncGenerator<readonly ReadRow[]> {
  let scanned: ScannedRow[] = [];
  let isHeader = true;
  const options = { file: file.file, delimiter: layout.delimiter, withBytes: true };
  const scanner = rowScanner(options, (row) => {
    if (row.line <= layout.linesBefore) return;
    if (isHeader) isHeader = false;
    else if (layout.mayMatter?.(row.bytes) ?? true) scanned.push(row);
  });
  for await (const bytes of plainBytes(file)) {
    scanner.push(bytes);
    for (let at = 0; at < scanned.length; at += rowsAtOnce) {
      yield tellBroken(scanned.slice(at, at + rowsAtOnce), file, layout);
    }
    scanned = [];
  }
  scanner.end();
  if (scanned.length > 0) yield tellBroken(scanned, file, layout);
}

function tellBroken(scanned: readonly ScannedRow[], file: RowFile, layout: RowLayout): ReadRow[] {
  const fields = fieldsOfRows(scanned, layout.delimiter);
  return scanned.map((row, index) => {
    if (layout.numbered !== true) return tellRow(row, fields[index], { file, layout });
    return tellRow(withoutNumber(row), fields[index]?.slice(1), { file, layout });
  });
}

/** Returns a row of a numbered copy as it would stand in a file of its own, on the line that it has in the sheet. */
function withoutNumber(row: ScannedRow): ScannedRow {
  const end = row.bytes.indexOf(comma);
  return { ...row, line: Number(row.bytes.toString("latin1", 0, end)), bytes: row.bytes.subarray(end + 1) };
}

const comma = 44;

interface RowOf {
  readonly file: RowFile;
  readonly layout: RowLayout;
}

function tellRow(
  { line, bytes: raw, tooLong, lineEnd }: ScannedRow,
  separated: RowFields,
  { file, layout }: RowOf,
): ReadRow {
  const broken = { line, raw, isCutOff: false };
  if (tooLong) return { ...broken, code: "line-too-long", message: messages.tooLong };
  if (separated === undefined) return { ...broken, code: "quote", message: messages.quote };
  const fields = raw.includes(mark) ? withoutLeadingMarks(separated) : separated;
  if (fields.length === layout.width || hasOnlySurplus(fields, layout)) {
    if (!isText(raw, file) && hasBadText(fields, layout))
      return { ...broken, code: "encoding", message: messages.encoding };
    return { line, fields: fields.length === layout.width ? fields : fields.slice(0, layout.width), raw };
  }
  // The quotes of a copy are this program's own.
  if (layout.numbered !== true && swallowsRows(withoutMarks(raw).toString("utf8"), layout))
    throw unclosedQuote(file.file, line);
  const isCutOff = lineEnd === "none" && fields.length < layout.width;
  return { ...broken, code: "field-count", message: fieldCount(fields.length, layout.width), isCutOff };
}

function hasOnlySurplus(fields: readonly string[], { width }: RowLayout): boolean {
  return fields.length > width && fields.slice(width).every((field) => field === "");
}

/** Returns whether all of a row is valid text. In other encodings, what could not be decoded is U+FFFD by now. */
function isText(raw: Buffer, { encoding }: RowFile): boolean {
  return encoding === "utf-8" ? isUtf8(raw) : !raw.includes("\uFFFD");
}

function hasBadText(fields: readonly string[], { mustBeText }: RowLayout): boolean {
  return mustBeText.some((position) => fields[position]?.includes("\uFFFD"));
}

/** Returns whether a row spans several lines and has swallowed a row: one of the lines alone would be whole. */
function swallowsRows(text: string, layout: RowLayout): boolean {
  return (
    layout.width > 1 &&
    text.includes("\n") &&
    text
      .split(/\r?\n/)
      .slice(1)
      .some((line) => wouldBeWhole(line, layout))
  );
}

/** Returns whether a line could be a row. The end of a quoted field, `contoso",…`, has no field before its quote. */
function wouldBeWhole(line: string, { delimiter, width }: RowLayout): boolean {
  const quote = line.indexOf('"');
  if (quote !== -1 && !line.slice(0, quote).includes(delimiter)) return false;
  return fieldsOf(line, delimiter)?.length === width;
}

/** Most characters of a row that a report shows. */
const rawLength = 1000;

/**
 * Returns at most 1,000 characters of a row, none cut in half. Line ends are LF, whatever they are in the file, and other
 * carriage returns spaces.
 */
export function rawText(bytes: Buffer): string {
  const text = withoutMarks(bytes.subarray(0, rawLength * 4))
    .toString("utf8")
    .replace(/\r\n?/g, (end) => (end.length === 2 ? "\n" : " "));
  return text.slice(0, rawLength).replace(/[\uD800-\uDBFF]$/, "");
}

const messages = {
  tooLong: "The row is longer than 2,097,152 bytes.",
  encoding:
    "The row has bytes that are not UTF-8; if the whole file is in Latin-1, say `encoding: latin-1` under `sources:` in job.yaml.",
  quote: "Text goes on after a closing quote; quotes inside a field must be doubled.",
};

/** Returns the message for a row with too few or too many fields. */
export function fieldCount(found: number, expected: number): string {
  return `Found ${found} ${found === 1 ? "field" : "fields"}, expected ${expected} as in the header.`;
}
