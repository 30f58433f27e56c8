import { CsvError, parse } from "csv-parse/sync";
import { invariant } from "../domain/invariant.ts";
import type { ScannedRow } from "./scan-rows.ts";

/** The fields of a row; `undefined` where they cannot be told apart. */
export type RowFields = readonly string[] | undefined;

/**
 * Tells the fields of rows apart: those whose quotes are in order all in one go, since csv-parse needs a tenth of the time a row
 * then, the others one by one.
 *
 * @param rows - as they stand in the file
 */
export function fieldsOfRows(rows: readonly ScannedRow[], delimiter: string): RowFields[] {
  const parsed = parsePlain(rows.filter(isPlain), delimiter).values();
  return rows.map((row) => {
    if (isPlain(row)) return parsed.next().value;
    return row.brokenQuote ? undefined : fieldsOf(rowBytes(row.bytes), delimiter);
  });
}

/** A row as it is parsed: line ends inside quotes are LF, other carriage returns spaces; a byte order mark at the start is gone. */
export function rowBytes(bytes: Buffer): Buffer {
  if (bytes[0] !== 0xef && !bytes.includes(carriageReturn)) return bytes;
  const text = bytes.toString("utf8").replace(/^\uFEFF+/, "");
  return Buffer.from(text.replace(/\r\n?/g, (end) => (end.length === 2 ? "\n" : " ")));
}

/** The fields of one row by itself: spaces beside a quoted field are no part of it, a quote inside an unquoted one is text. */
export function fieldsOf(row: Buffer | string, delimiter: string): RowFields {
  try {
    const options = { delimiter, record_delimiter: "\n", relax_column_count: true, relax_quotes: true, trim: true };
    const rows: string[][] = parse(row, options);
    return rows.length === 1 ? rows[0] : undefined;
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}

const carriageReturn = 13;
const lineEnd = Buffer.from("\n");

function isPlain({ brokenQuote, oddQuote, tooLong }: ScannedRow): boolean {
  return !brokenQuote && !oddQuote && !tooLong;
}

function parsePlain(rows: readonly ScannedRow[], delimiter: string): string[][] {
  const bytes = Buffer.concat(rows.flatMap((row) => [rowBytes(row.bytes), lineEnd]));
  const parsed: string[][] = parse(bytes, { delimiter, record_delimiter: "\n", relax_column_count: true });
  invariant(parsed.length === rows.length, `${rows.length} rows were parsed as ${parsed.length}`);
  return parsed;
}
