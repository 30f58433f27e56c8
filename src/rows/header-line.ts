import { CsvError, parse } from "csv-parse/sync";
import type { Delimiter, Header } from "../domain/header.ts";
import { headerKey } from "../domain/header-key.ts";

const delimiters: readonly Delimiter[] = [",", "\t", ";"];

/** A header as read with one delimiter, and the text it was read from. */
export interface ReadHeader extends Header {
  /** From the start of the file to the end of the header line. */
  readonly text: string;
}

/**
 * Reads the first line that is neither empty nor a remark for a spreadsheet as column names, with each delimiter that
 * makes it valid CSV; a line `sep=;` before it leaves only that one.
 *
 * @param text - beginning of a file
 */
export function readHeaders(text: string): ReadHeader[] {
  const before = linesBefore(text);
  return delimiters
    .filter((delimiter) => before.delimiter === undefined || before.delimiter === delimiter)
    .map((delimiter) => readHeader(text, before, delimiter))
    .filter((header) => header !== undefined);
}

/** Returns the header with the most columns; the first of several with as many. */
export function widest<Read extends Header>(headers: readonly Read[]): Read | undefined {
  return headers.reduce<Read | undefined>((best, header) => {
    return best !== undefined && best.names.length >= header.names.length ? best : header;
  }, undefined);
}

function readHeader(text: string, before: LinesBefore, delimiter: Delimiter): ReadHeader | undefined {
  try {
    const options = {
      delimiter,
      record_delimiter: ["\r\n", "\n"],
      to: 1,
      relax_column_count: true,
      info: true as const,
    };
    const rest = text.slice(before.length);
    const [first] = parse(rest, options) as unknown as ParsedRow[];
    if (first === undefined) return undefined;
    const { record: names, info } = first;
    return {
      delimiter,
      names,
      linesBefore: before.lines,
      text: text.slice(0, before.length) + start(rest, info.bytes),
    };
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}

/** A row as csv-parse returns it, with details about it. */
interface ParsedRow {
  readonly record: string[];
  readonly info: { readonly bytes: number };
}

function start(text: string, bytes: number): string {
  return Buffer.from(text).subarray(0, bytes).toString("utf8");
}

/** Returns whether a declared delimiter is one that is read; none may be declared. */
export function isReadDelimiter(declared: string | undefined): declared is Delimiter | undefined {
  return declared === undefined || delimiters.some((delimiter) => delimiter === declared);
}

/** What stands before the header line. */
interface LinesBefore {
  readonly lines: number;
  /** Characters, line ends included. */
  readonly length: number;
  /** Delimiter that a line `sep=;` declares, which may be one that is not read. */
  readonly delimiter: string | undefined;
}

/**
 * A line that names the delimiter for spreadsheets. One that wrote the file anew with another delimiter appended that to
 * the line, once for each further column.
 */
const separatorLine = /^\uFEFF*"?sep=(\\t|[^"\r\n])"?([,;\t]?)\2* *$/i;
/** A line that PowerShell's `Export-Csv` writes first. */
const typeLine = /^\uFEFF*"?#TYPE\b/i;

/** Returns how much of a file comes before its header: empty lines, and lines that are no rows (DESIGN 5). */
export function linesBefore(text: string): LinesBefore {
  let [lines, length] = [0, 0];
  let delimiter: string | undefined;
  for (;;) {
    const end = text.indexOf("\n", length);
    const line = text.slice(length, end === -1 ? text.length : end).replace(/\r$/, "");
    const [matched, declared = "", appended = ""] = separatorLine.exec(line) ?? [];
    if (matched !== undefined) delimiter = appended || declared.replace("\\t", "\t");
    else if (line !== "" && !typeLine.test(line)) return { lines, length, delimiter };
    if (end === -1) return { lines, length: text.length, delimiter };
    lines += 1;
    length = end + 1;
  }
}

/**
 * Returns the position of each role's column in a header: that of the first of the role's names that the header has.
 *
 * @returns positions by role, and the names that a role needs but the header has twice
 */
export function columnsOf<Role extends string>(
  columns: Readonly<Partial<Record<Role, readonly string[]>>>,
  names: readonly string[],
): { positions: ReadonlyMap<Role, number>; twice: readonly string[] } {
  const keys = names.map(headerKey);
  const positions = new Map<Role, number>();
  const twice: string[] = [];
  for (const [role, aliases] of Object.entries(columns) as [Role, readonly string[]][]) {
    const key = aliases.map(headerKey).find((alias) => keys.includes(alias));
    if (key === undefined) continue;
    const position = keys.indexOf(key);
    positions.set(role, position);
    if (keys.indexOf(key, position + 1) !== -1) twice.push(names[position] ?? key);
  }
  return { positions, twice };
}
