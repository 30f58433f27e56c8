import type { DuckDBConnection } from "@duckdb/node-api";
import { associationKinds } from "../domain/association.ts";
import type { KnownMonth, KnownQuestion } from "../domain/outlook.ts";
import { creditRows } from "./credit-rows.ts";
import { exact } from "./file-tallies.ts";

/**
 * Credits rows once more, without regard to the window: what will count on days to come (S5–S7). Only rows up to the as-of day
 * are looked at. Wants the tables of `judgeRows`; those it makes itself are gone afterwards.
 *
 * @returns one entry for each partner and month with a row that counts
 */
export async function knownMonths(
  connection: DuckDBConnection,
  question: KnownQuestion,
  retroactive: boolean,
): Promise<KnownMonth[]> {
  await chooseRows(connection, question);
  await creditRows(connection, retroactive, { judged: "known_rows", kinds: "known_kinds", credited: "known_credited" });
  const answer = await connection.runAndReadAll(`
    SELECT partner, month, sum(usd), list_sort(list(DISTINCT customer_country))
    FROM known_credited WHERE bucket = 'counted' GROUP BY partner, month ORDER BY partner, month`);
  const months = answer.getRowsJS().map(([partner, month, , countries]) => ({
    partnerId: String(partner),
    month: String(month),
    customerCountries: Array.isArray(countries) ? countries.map(String) : [],
  }));
  const amounts = answer.getRows().map(([, , usd]) => exact(usd));
  await connection.run("DROP TABLE known_rows; DROP TABLE known_kinds; DROP TABLE known_credited");
  return months.map((month, index) => ({ ...month, usd: amounts[index] ?? 0n }));
}

async function chooseRows(connection: DuckDBConnection, { accepted, from, afterWindow }: KnownQuestion): Promise<void> {
  const kinds = associationKinds.map((kind, rank) => `('${kind}', ${rank}, ${accepted.includes(kind)})`);
  await connection.run(`
    CREATE TABLE known_kinds AS SELECT * FROM (VALUES ${kinds.join(", ")}) AS kinds(kind, rank, accepted)`);
  await connection.run(
    `
    CREATE TABLE known_rows AS
    SELECT * REPLACE (CAST(NULL AS VARCHAR) AS bucket) FROM judged
    WHERE past AND month >= $from AND (bucket = 'outside-window' OR (bucket IS NULL AND NOT $afterWindow))`,
    { from, afterWindow },
  );
}
