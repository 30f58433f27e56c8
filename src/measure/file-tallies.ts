import { DuckDBDecimalValue } from "@duckdb/node-api";
import type { Bucket } from "../domain/consumption.ts";
import type { CreditedSum } from "./credited-sums.ts";

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

/** One entry for each file and bucket with a row. */
export function fileTallies(sums: readonly CreditedSum[]): FileTally[] {
  const tallies = new Map<string, Growing>();
  for (const { file, bucket, again, rows, usd } of sums) {
    const key = `${file} ${bucket}`;
    const tally = tallies.get(key) ?? { file, bucket, rows: 0, usd: 0n, rowsAgain: 0, usdAgain: 0n };
    tallies.set(key, tally);
    tally.rows += rows;
    tally.usd += usd;
    if (!again) continue;
    tally.rowsAgain += rows;
    tally.usdAgain += usd;
  }
  return [...tallies.values()];
}

type Growing = { -readonly [Key in keyof FileTally]: FileTally[Key] };

/** A sum of amounts as ten-billionths of a dollar. */
export function exact(value: unknown): bigint {
  if (value instanceof DuckDBDecimalValue && value.scale === 10) return value.value;
  throw new Error(`not an exact sum: ${String(value)}`);
}
