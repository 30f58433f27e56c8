import type { DuckDBConnection } from "@duckdb/node-api";
import type { Month } from "../domain/day.ts";
import { exact } from "./file-tallies.ts";

/** What one partner has in one month of the window. */
export interface PartnerMonth {
  readonly partnerId: string;
  readonly month: Month;
  /** Counted dollars; 0 where rows are there, but none counts. */
  readonly usd: bigint;
}

/** One entry for each month of the window in which a partner has at least one row, counted or not. */
export async function partnerMonths(connection: DuckDBConnection): Promise<PartnerMonth[]> {
  const answer = await connection.runAndReadAll(`
    SELECT partner, month, coalesce(sum(usd) FILTER (WHERE bucket = 'counted'), CAST(0 AS DECIMAL(38, 10)))
    FROM credited
    WHERE partner <> '' AND bucket NOT IN ('excluded', 'rejected', 'superseded', 'outside-window')
    GROUP BY partner, month ORDER BY partner, month`);
  return answer.getRows().map(([partner, month, usd]) => ({
    partnerId: String(partner),
    month: String(month),
    usd: exact(usd),
  }));
}
