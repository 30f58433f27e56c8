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
 * Reads the first non-empty line as column names, with each delimiter that makes it valid CSV.
 *
 * @param text - beginning of a file
 */
export function readHeaders(text: string): ReadHeader[] {
  return delimiters.map((delimiter) => readHeader(text, delimiter)).filter((header) => header !== undefined);
}

/** Returns the header with the most columns; the first of several with as many. */
export function widest<Read extends Header>(headers: readonly Read[]): Read | undefined {
  return headers.reduce<Read | undefined>((best, header) => {
    return best !== undefined && best.names.length >= header.names.length ? best : header;
  }, undefined);
}

function readHeader(text: string, delimiter: Delimiter): ReadHeader | undefined {
  try {
    const options = {
      ...{ delimiter, record_delimiter: ["\r\n", "\n"], to: 1 },
      ...{ relax_column_count: true, skip_empty_lines: true, info: true as const },
    };
    const [first] = parse(text, options) as unknown as ParsedRow[];
    if (first === undefined) return undefined;
    const { record: names, info } = first;
    return { delimiter, names, linesBefore: info.empty_lines, text: start(text, info.bytes) };
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}

/** A row as csv-parse returns it, with details about it. */
interface ParsedRow {
  readonly record: string[];
  readonly info: { readonly empty_lines: number; readonly bytes: number };
}

function start(text: string, bytes: number): string {
  return Buffer.from(text).subarray(0, bytes).toString("utf8");
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
