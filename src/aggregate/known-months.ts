import type { DuckDBConnection } from "@duckdb/node-api";
import { associationKinds } from "../domain/association.ts";
import type { KnownMonth, KnownQuestion } from "../domain/outlook.ts";
import { creditRows } from "./credit-rows.ts";
import { exact } from "./file-tallies.ts";
import { countriesIn, countriesText } from "./partner-months.ts";

/**
 * Credits rows once more, those outside the window among them: what will count on days to come (S5–S7). Only rows up to the
 * as-of day are looked at. Wants the tables of `judgeRows`; those it makes itself are gone afterwards.
 *
 * @returns one entry for each partner and month with a row that counts
 */
export async function knownMonths(
  connection: DuckDBConnection,
  question: KnownQuestion,
  retroactive: boolean,
): Promise<KnownMonth[]> {
  await chooseRows(connection, question);
  const rows = await connection.runAndReadAll("SELECT 1 FROM known_rows LIMIT 1");
  if (rows.getRows().length === 0) {
    await connection.run("DROP TABLE known_rows; DROP TABLE known_kinds");
    return [];
  }
  await creditRows(connection, retroactive, { judged: "known_rows", kinds: "known_kinds", credited: "known_credited" });
  const answer = await connection.runAndReadAll(`
    SELECT partner, month, sum(usd), ${countriesText}
    FROM known_credited WHERE bucket = 'counted' GROUP BY partner, month ORDER BY partner, month`);
  await connection.run("DROP TABLE known_rows; DROP TABLE known_kinds; DROP TABLE known_credited");
  return answer.getRows().map(([partner, month, usd, countries]) => ({
    partnerId: String(partner),
    month: String(month),
    usd: exact(usd),
    customerCountries: countriesIn(countries),
  }));
}

/** After the window means: in or after the newest month that is inside; what is older has left it already. */
async function chooseRows(connection: DuckDBConnection, { accepted, afterWindow }: KnownQuestion): Promise<void> {
  const kinds = associationKinds.map((kind, rank) => `('${kind}', ${rank}, ${accepted.includes(kind)})`);
  await connection.run(`
    CREATE TABLE known_kinds AS SELECT * FROM (VALUES ${kinds.join(", ")}) AS kinds(kind, rank, accepted)`);
  const newest = "coalesce((SELECT max(month) FROM judged WHERE bucket IS NULL), '')";
  await connection.run(`
    CREATE TABLE known_rows AS
    SELECT * REPLACE (CAST(NULL AS VARCHAR) AS bucket) FROM judged
    WHERE past AND ${afterWindow ? `bucket = 'outside-window' AND month >= ${newest}` : "(bucket IS NULL OR bucket = 'outside-window')"}`);
}
