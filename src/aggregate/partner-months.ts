import type { DuckDBConnection } from "@duckdb/node-api";
import type { Month } from "../domain/day.ts";
import { exact } from "./file-tallies.ts";

/** What one partner has in one month of the window. */
export interface PartnerMonth {
  readonly partnerId: string;
  readonly month: Month;
  /** Counted dollars; 0 where rows are there, but none counts. */
  readonly usd: bigint;
  /** Countries of the customers whose consumption counts (S8, `marketBasis: customer`); `""` where not known or not wanted. */
  readonly customerCountries: readonly string[];
}

/** One entry for each month of the window in which a partner has at least one row, counted or not. */
export async function partnerMonths(connection: DuckDBConnection): Promise<PartnerMonth[]> {
  const answer = await connection.runAndReadAll(`
    SELECT partner, month, coalesce(sum(usd) FILTER (WHERE bucket = 'counted'), CAST(0 AS DECIMAL(38, 10))), ${countriesText}
    FROM credited
    WHERE partner <> '' AND bucket NOT IN ('excluded', 'rejected', 'superseded', 'outside-window')
    GROUP BY partner, month ORDER BY partner, month`);
  return answer.getRows().map(([partner, month, usd, countries]) => ({
    partnerId: String(partner),
    month: String(month),
    usd: exact(usd),
    customerCountries: countriesIn(countries),
  }));
}

/** The countries of the rows that count, each once, in one text: a character that no export has stands between them. */
export const countriesText =
  "array_to_string(list_sort(list(DISTINCT customer_country) FILTER (WHERE bucket = 'counted')), chr(31))";

/** @param text - NULL when no row counts */
export function countriesIn(text: unknown): readonly string[] {
  if (text === "") return unnamed;
  return text === null || text === undefined ? none : String(text).split("\u001f");
}

// Most entries say the same: one list is enough for all of them.
const unnamed: readonly string[] = [""];
const none: readonly string[] = [];
