import type { DuckDBConnection } from "@duckdb/node-api";
import type { Month } from "../domain/day.ts";
import { exact } from "./file-tallies.ts";

/** What one file adds to one month of one partner. */
export interface PartnerMonthFile {
  readonly partnerId: string;
  readonly month: Month;
  /** The file's number. */
  readonly file: number;
  /** Counted rows, and their dollars. */
  readonly rows: number;
  readonly usd: bigint;
}

/** One entry for each partner, month of the window and file with a row that counts; sorted by these. */
export async function partnerMonthFiles(connection: DuckDBConnection): Promise<PartnerMonthFile[]> {
  const answer = await connection.runAndReadAll(`
    SELECT partner, month, file, CAST(sum(rows) AS BIGINT), sum(usd)
    FROM credited WHERE bucket = 'counted'
    GROUP BY partner, month, file ORDER BY partner, month, file`);
  // By column: tens of thousands of rows as arrays of their own take twice as long.
  const [partners = [], months = [], files = [], rows = [], amounts = []] = answer.getColumns();
  return partners.map((partner, index) => ({
    partnerId: String(partner),
    month: String(months[index]),
    file: Number(files[index]),
    rows: Number(rows[index]),
    usd: exact(amounts[index]),
  }));
}
