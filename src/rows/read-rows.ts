import { isUtf8 } from "node:buffer";
import type { RejectCode } from "../domain/consumption.ts";
import { plainBytes, type RowFile } from "./plain-bytes.ts";
import { fieldsOf, fieldsOfRows, type RowFields, rowBytes } from "./row-fields.ts";
import { rowScanner, type ScannedRow } from "./scan-rows.ts";
import { unclosedQuote } from "./unclosed-quote.ts";

/** What the rows of a file are laid out like. */
export interface RowLayout {
  readonly delimiter: string;
  /** Fields that a row must have. */
  readonly width: number;
  /** Positions of the fields that must be text: in others a byte that is not UTF-8 is read as U+FFFD, and does not matter (S4). */
  readonly mustBeText: readonly number[];
  /** Whether a row is to be read at all, by its bytes; every row unless given. */
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

/** A row whose fields cannot be told apart, or not be read. */
export interface BrokenRow {
  readonly line: number;
  readonly code: Extract<RejectCode, "field-count" | "encoding" | "quote" | "line-too-long">;
  /** One sentence: what was found, what was expected. */
  readonly message: string;
  readonly raw: Buffer;
}

export type ReadRow = WholeRow | BrokenRow;

export function isBroken(row: ReadRow): row is BrokenRow {
  return "code" in row;
}

/** Rows that are parsed together: enough for csv-parse to get going, and few enough to stay in a processor's cache. */
const rowsAtOnce = 500;

/**
 * The careful reader: every row of a file below its header, in order, whole or broken, whatever the file holds. It holds no more
 * of the file than some rows.
 *
 * Blank lines are no rows; empty fields too many at the end of a row are ignored.
 *
 * @param file - of any encoding, plain or gzip
 * @throws InputError for a file that cannot be read to its end, and for a quote that swallows the rows after it (S13)
 */
export async function* readRows(file: RowFile, layout: RowLayout): AsyncGenerator<readonly ReadRow[]> {
  let scanned: ScannedRow[] = [];
  let isHeader = true;
  const options = { file: file.file, delimiter: layout.delimiter, withBytes: true };
  const scanner = rowScanner(options, (row) => {
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
  return scanned.map((row, index) => judgeRow(row, fields[index], { file, layout }));
}

interface RowOf {
  readonly file: RowFile;
  readonly layout: RowLayout;
}

function judgeRow({ line, bytes: raw, tooLong }: ScannedRow, fields: RowFields, { file, layout }: RowOf): ReadRow {
  if (tooLong) return { line, code: "line-too-long", message: messages.tooLong, raw };
  if (fields === undefined) return { line, code: "quote", message: messages.quote, raw };
  if (fields.length === layout.width || hasOnlySurplus(fields, layout)) {
    if (!isText(raw, file) && hasBadText(fields, layout))
      return { line, code: "encoding", message: messages.encoding, raw };
    return { line, fields: fields.length === layout.width ? fields : fields.slice(0, layout.width), raw };
  }
  if (swallowsRows(rowBytes(raw).toString("utf8"), layout)) throw unclosedQuote(file.file, line);
  return { line, code: "field-count", message: fieldCount(fields.length, layout.width), raw };
}

function hasOnlySurplus(fields: readonly string[], { width }: RowLayout): boolean {
  return fields.length > width && fields.slice(width).every((field) => field === "");
}

/** In another encoding, what could not be decoded is U+FFFD by now. */
function isText(raw: Buffer, { encoding }: RowFile): boolean {
  return encoding === "utf-8" ? isUtf8(raw) : !raw.includes("\uFFFD");
}

function hasBadText(fields: readonly string[], { mustBeText }: RowLayout): boolean {
  return mustBeText.some((position) => fields[position]?.includes("\uFFFD"));
}

/** A row that spans lines of which one alone would be a whole row has swallowed it. */
function swallowsRows(text: string, layout: RowLayout): boolean {
  return (
    layout.width > 1 &&
    text.includes("\n") &&
    text
      .split("\n")
      .slice(1)
      .some((line) => wouldBeWhole(line, layout))
  );
}

/** The end of a quoted field, `contoso",…`, is none of a row: a row has other fields before its first quote. */
function wouldBeWhole(line: string, { delimiter, width }: RowLayout): boolean {
  const quote = line.indexOf('"');
  if (quote !== -1 && !line.slice(0, quote).includes(delimiter)) return false;
  return fieldsOf(line, delimiter)?.length === width;
}

/** Raw text that a report shows of a row. */
const rawLength = 1000;

/** At most 1,000 characters of a row, none of them cut in half; its line ends are LF, whatever they are in the file. */
export function rawText(bytes: Buffer): string {
  const text = rowBytes(bytes.subarray(0, rawLength * 4)).toString("utf8");
  return text.slice(0, rawLength).replace(/[\uD800-\uDBFF]$/, "");
}

const messages = {
  tooLong: "The row is longer than 2,097,152 bytes.",
  encoding:
    "The row has bytes that are not UTF-8; if the whole file is in Latin-1, say `encoding: latin-1` under `sources:` in job.yaml.",
  quote: "Text goes on after a closing quote; quotes inside a field must be doubled.",
};

/** What is said of a row with too few or too many fields. */
export function fieldCount(found: number, expected: number): string {
  return `Found ${found} ${found === 1 ? "field" : "fields"}, expected ${expected} as in the header.`;
}
