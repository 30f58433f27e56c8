import { basename } from "node:path";
import type { RejectCode } from "../domain/consumption.ts";
import { headerKey } from "../domain/header-key.ts";
import { InputError } from "../domain/input-error.ts";
import { type ParsedRow, parseRows } from "./parse-rows.ts";
import { readTableText, type TableEncoding } from "./table-text.ts";

/** One row of a small table, its fields in the header's order. */
export type TableRow = Pick<ParsedRow, "line" | "fields">;

/** A row that could not be told apart into fields, or not be decoded. */
export interface BrokenRow {
  readonly line: number;
  readonly code: Extract<RejectCode, "field-count" | "encoding" | "quote">;
  /** One sentence: what was found, what was expected. */
  readonly message: string;
}

/** A small CSV file, read whole. */
export interface Table {
  /** Name for messages. */
  readonly file: string;
  /** Column names as the file writes them. */
  readonly header: readonly string[];
  readonly rows: readonly TableRow[];
  readonly broken: readonly BrokenRow[];
  /** The row that starts on a line, as it stands in the file, at most 1,000 characters of it. */
  readonly rawOf: (line: number) => string;
}

const maxRaw = 1000;

/**
 * Reads a small table whole: comma, tab or semicolon, plain or gzip, UTF-8 or UTF-16.
 * Blank lines are no rows; one empty field too many at the end of a row is ignored.
 *
 * @param path - of the file on disk
 * @param options - `file`: name for messages, the base name by default; `encoding`: of a file without byte order mark
 * @throws InputError when the file cannot be read, is empty, or has a quote that is never closed
 */
export function readTable(path: string, options: { file?: string; encoding?: TableEncoding } = {}): Table {
  const { file = basename(path) } = options;
  const { text, intact } = readTableText(path, options);
  const found = parseRows(text, file);
  const [first, ...rest] = found;
  if (first === undefined || first.badQuote) throw new InputError({ file, line: first?.line ?? 1, ...badHeader });

  const header = first.fields.map((name) => name.trim());
  const rows: TableRow[] = [];
  const broken: BrokenRow[] = [];
  for (const row of rest) {
    const fault = faultOf(row, { width: header.length, intact });
    if (fault === undefined) rows.push({ line: row.line, fields: withoutSurplus(row.fields, header.length) });
    else broken.push({ line: row.line, ...fault });
  }
  return { file, header, rows, broken, rawOf: rawReader(text, found) };
}

/**
 * Position of the first of several alternative names that a header has, compared as header names are.
 *
 * @returns `undefined` when it has none of them
 */
export function columnPosition(header: readonly string[], alternatives: readonly string[]): number | undefined {
  const keys = header.map(headerKey);
  const key = alternatives.map(headerKey).find((alternative) => keys.includes(alternative));
  return key === undefined ? undefined : keys.indexOf(key);
}

/** The field at a position, trimmed; empty where the table has no such column. */
export function cell(row: TableRow, position: number | undefined): string {
  return position === undefined ? "" : (row.fields[position] ?? "").trim();
}

function faultOf(row: ParsedRow, table: { width: number; intact: boolean }): Omit<BrokenRow, "line"> | undefined {
  const { fields, badQuote } = row;
  if (badQuote) return { code: "quote", message: "Text stands between a closing quote and the next delimiter." };
  if (!table.intact && fields.some((field) => field.includes("\uFFFD"))) {
    return {
      code: "encoding",
      message:
        "Bytes stand here that are no text in the encoding of this file; if it is in Latin-1, say `encoding: latin-1` under `sources:` in job.yaml.",
    };
  }
  const surplus = fields.length === table.width + 1 && fields.at(-1) === "";
  if (fields.length === table.width || surplus) return undefined;
  return { code: "field-count", message: fieldCount(fields.length, table.width) };
}

/** What is said of a row with too few or too many fields. */
export function fieldCount(found: number, expected: number): string {
  return `Found ${found} ${found === 1 ? "field" : "fields"}, expected ${expected} as in the header.`;
}

function withoutSurplus(fields: readonly string[], width: number): readonly string[] {
  return fields.length === width ? fields : fields.slice(0, width);
}

/** Only rejected rows are asked for as they stand, so nothing is cut out before. */
function rawReader(text: string, rows: readonly ParsedRow[]): (line: number) => string {
  let lines: string[] | undefined;
  let ends: Map<number, number | undefined> | undefined;
  return (line) => {
    lines ??= text.split("\n");
    ends ??= new Map(rows.map((row, index) => [row.line, rows[index + 1]?.line]));
    const end = ends.get(line);
    return lines
      .slice(line - 1, end === undefined ? undefined : end - 1)
      .join("\n")
      .trimEnd()
      .slice(0, maxRaw)
      .replace(/[\uD800-\uDBFF]$/, "");
  };
}

const badHeader = {
  found: "a header line whose quotes are out of order",
  expected: "the names of the columns",
  fix: "export the file again, or correct its first line",
};
