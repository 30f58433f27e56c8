import type { ColumnMeaning } from "../groups.ts";
import { sqlPath } from "./sql-text.ts";

/**
 * Returns a query on the Parquet files of some exports: their columns, and `file`, the number of each file in this run.
 *
 * @param columns - of the files; without any file, the query returns no rows with these columns
 */
export function readParquet(
  files: readonly { readonly number: number; readonly path: string }[],
  columns: readonly ColumnMeaning[],
): string {
  const names = columns.map(({ name }) => name).join(", ");
  if (files.length === 0) {
    const none = columns.map(({ name, type }) => `CAST(NULL AS ${type}) AS ${name}`);
    return `SELECT 0 AS file, ${none.join(", ")} WHERE false`;
  }
  const numbers = `[${files.map(({ number }) => number).join(", ")}]`;
  const paths = files.map(({ path }) => sqlPath(path));
  return `
    SELECT CAST(list_extract(${numbers}, CAST(file_index AS BIGINT) + 1) AS INTEGER) AS file, ${names}
    FROM read_parquet([${paths.join(", ")}], hive_partitioning = false)`;
}
