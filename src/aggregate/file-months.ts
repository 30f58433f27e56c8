import type { DuckDBConnection } from "@duckdb/node-api";
import type { Month } from "../domain/day.ts";
import { exact } from "./file-tallies.ts";

/** The dollars of one file in one month of the window, whoever they are credited to. */
export interface FileMonthTotal {
  /** The file's number. */
  readonly file: number;
  readonly month: Month;
  readonly usd: bigint;
}

/** One entry for each file and month of the window with a row that is not excluded, rejected or superseded. */
export async function fileMonthTotals(connection: DuckDBConnection): Promise<FileMonthTotal[]> {
  const answer = await connection.runAndReadAll(`
    SELECT file, month, sum(usd) FROM credited
    WHERE bucket NOT IN ('excluded', 'rejected', 'superseded', 'outside-window') AND NOT again
    GROUP BY file, month ORDER BY file, month`);
  return answer.getRows().map(([file, month, usd]) => ({ file: Number(file), month: String(month), usd: exact(usd) }));
}
