import type { DuckDBConnection } from "@duckdb/node-api";
import type { Month } from "../domain/day.ts";
import { compareCodePoints } from "../domain/text.ts";
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

export interface PartnerMonths {
  /** One entry for each month of the window in which a partner has at least one row, counted or not. */
  readonly months: readonly PartnerMonth[];
  /** One entry for each partner, month of the window and file with a row that counts; sorted by these. */
  readonly files: readonly PartnerMonthFile[];
}

/** Sums what is credited to each partner, by month and file. */
export async function partnerMonths(connection: DuckDBConnection): Promise<PartnerMonths> {
  const answer = await connection.runAndReadAll(`
    SELECT partner, month, file, CAST(coalesce(sum(rows) FILTER (WHERE bucket = 'counted'), 0) AS BIGINT),
      coalesce(sum(usd) FILTER (WHERE bucket = 'counted'), CAST(0 AS DECIMAL(38, 10))), ${countriesText}
    FROM credited
    WHERE partner <> '' AND bucket NOT IN ('excluded', 'rejected', 'superseded', 'outside-window')
    GROUP BY partner, month, file ORDER BY partner, month, file`);
  // By column: tens of thousands of rows as arrays of their own take twice as long.
  const [partners = [], columnOfMonths = [], numbers = [], rows = [], amounts = [], countries = []] =
    answer.getColumns();
  const months: MonthSum[] = [];
  const files: PartnerMonthFile[] = [];
  let last: MonthSum | undefined;
  for (const [index, value] of partners.entries()) {
    const [partnerId, month, usd] = [String(value), String(columnOfMonths[index]), exact(amounts[index])];
    const counted = Number(rows[index]);
    if (counted > 0) files.push({ partnerId, month, file: Number(numbers[index]), rows: counted, usd });
    const customerCountries = countriesIn(countries[index]);
    if (last === undefined || last.month !== month || last.partnerId !== partnerId) {
      last = { partnerId, month, usd, customerCountries };
      months.push(last);
    } else {
      last.usd += usd;
      last.customerCountries = union(last.customerCountries, customerCountries);
    }
  }
  return { months, files };
}

/** A month that grows with each file. */
type MonthSum = { -readonly [Key in keyof PartnerMonth]: PartnerMonth[Key] };

function union(a: readonly string[], b: readonly string[]): readonly string[] {
  if (a === b || b.length === 0) return a;
  return [...new Set([...a, ...b])].sort(compareCodePoints);
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
