import type { DuckDBConnection } from "@duckdb/node-api";
import type { RejectCode } from "../domain/consumption.ts";

/** A row that breaks the layout of its file, as the reader's reject tables have it. */
export interface BrokenLayout {
  /** Offset of the row's first byte, give or take the line end before it. */
  readonly offset: number;
  readonly code: RejectCode;
}

/** The reader's words for what is wrong, the graver first; a row may have several. */
const codes: readonly (readonly [string, RejectCode])[] = [
  ["LINE SIZE OVER MAXIMUM", "line-too-long"],
  ["UNQUOTED VALUE", "quote"],
  ["INVALID ENCODING", "encoding"],
  ["TOO MANY COLUMNS", "field-count"],
  ["MISSING COLUMNS", "field-count"],
];

/**
 * Rows that the last read on this connection rejected, in file order: one entry a row, however many faults it has.
 *
 * @returns by the place of the file among those read
 */
export async function layoutRejects(connection: DuckDBConnection): Promise<Map<number, BrokenLayout[]>> {
  const rows = await connection.runAndReadAll(`
    SELECT file_id, line_byte_position, string_agg(DISTINCT CAST(error_type AS VARCHAR), '|')
    FROM reject_errors GROUP BY file_id, line_byte_position ORDER BY file_id, line_byte_position`);
  const broken = new Map<number, BrokenLayout[]>();
  for (const [file, offset, types] of rows.getRows()) {
    const known = codes.find(([type]) => String(types).includes(type));
    if (known === undefined) throw new Error(`the reader rejected a row for a reason not known: ${String(types)}`);
    const row = { offset: Number(offset), code: known[1] };
    const same = broken.get(Number(file));
    if (same === undefined) broken.set(Number(file), [row]);
    else same.push(row);
  }
  return broken;
}
