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

/** Rows that the last read on this connection rejected, in file order: one entry a row, however many faults it has. */
export async function layoutRejects(connection: DuckDBConnection): Promise<BrokenLayout[]> {
  const rows = await connection.runAndReadAll(`
    SELECT line_byte_position, string_agg(DISTINCT CAST(error_type AS VARCHAR), '|')
    FROM reject_errors GROUP BY line_byte_position ORDER BY line_byte_position`);
  return rows.getRows().map(([offset, types]) => {
    const known = codes.find(([type]) => String(types).includes(type));
    if (known === undefined) throw new Error(`the reader rejected a row for a reason not known: ${String(types)}`);
    return { offset: Number(offset), code: known[1] };
  });
}
