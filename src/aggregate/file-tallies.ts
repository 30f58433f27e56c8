import { type DuckDBConnection, DuckDBDecimalValue } from "@duckdb/node-api";
import type { Bucket } from "../domain/consumption.ts";

/** Rows and exact dollars of one file in one bucket. */
export interface FileTally {
  readonly file: number;
  readonly bucket: Bucket;
  readonly rows: number;
  readonly usd: bigint;
  /** Of these, rows that are there again because they are credited to a further partner. */
  readonly rowsAgain: number;
  readonly usdAgain: bigint;
}

export async function fileTallies(connection: DuckDBConnection): Promise<FileTally[]> {
  const answer = await connection.runAndReadAll(`
    SELECT file, bucket, CAST(sum(rows) AS BIGINT), sum(usd),
      CAST(coalesce(sum(rows) FILTER (WHERE again), 0) AS BIGINT),
      coalesce(sum(usd) FILTER (WHERE again), 0)
    FROM credited GROUP BY file, bucket ORDER BY file, bucket`);
  return answer.getRows().map(([file, bucket, rows, usd, rowsAgain, usdAgain]) => ({
    file: Number(file),
    bucket: String(bucket) as Bucket,
    rows: Number(rows),
    usd: exact(usd),
    rowsAgain: Number(rowsAgain),
    usdAgain: exact(usdAgain),
  }));
}

/** A sum of amounts as ten-billionths of a dollar. */
export function exact(value: unknown): bigint {
  if (value instanceof DuckDBDecimalValue && value.scale === 10) return value.value;
  throw new Error(`not an exact sum: ${String(value)}`);
}
