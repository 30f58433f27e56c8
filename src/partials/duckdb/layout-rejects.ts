import type { DuckDBConnection } from "@duckdb/node-api";
import type { RejectCode } from "../../domain/consumption.ts";
import type { RejectTables } from "./read-csv.ts";

/** A row that breaks the layout of its file, as the reader's reject tables have it. */
export interface BrokenLayout {
  /** Offset of the row's first byte or its second, or of the blank lines and the line end before it. */
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
 * Rows that a read rejected, in file order: one entry a row, however many faults it has.
 *
 * @returns by the path of the file
 */
export async function layoutRejects(
  connection: DuckDBConnection,
  tables: RejectTables,
): Promise<Map<string, BrokenLayout[]>> {
  const rows = await connection.runAndReadAll(`
    SELECT file_path, line_byte_position, string_agg(DISTINCT CAST(error_type AS VARCHAR), '|')
    FROM ${tables.errors} LEFT JOIN ${tables.scans} USING (scan_id, file_id)
    GROUP BY file_path, line_byte_position ORDER BY file_path, line_byte_position`);
  const broken = new Map<string, BrokenLayout[]>();
  for (const [path, offset, types] of rows.getRows()) {
    const known = codes.find(([type]) => String(types).includes(type));
    if (known === undefined) throw new Error(`the reader rejected a row for a reason not known: ${String(types)}`);
    const row = { offset: Number(offset), code: known[1] };
    const same = broken.get(String(path));
    if (same === undefined) broken.set(String(path), [row]);
    else same.push(row);
  }
  return broken;
}

/** The tables live as long as the connection: a read of a file that was read before begins without what that one rejected. */
export async function dropRejects(connection: DuckDBConnection, { errors, scans }: RejectTables): Promise<void> {
  await connection.run(`DROP TABLE IF EXISTS ${errors}; DROP TABLE IF EXISTS ${scans}`);
}
