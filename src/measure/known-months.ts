import type { KnownMonth, KnownQuestion } from "../domain/outlook.ts";
import { type Connection, countType } from "../partials/duckdb/engine.ts";
import { creditedQuery } from "./credit-rows.ts";
import { creditedSums } from "./credited-sums.ts";
import { loadKinds } from "./lookups.ts";
import { partnerMonths } from "./partner-months.ts";

/**
 * Credits rows again, including those outside the window, to find what will count on later days (S5–S7). Only rows up
 * to the as-of day are considered. Requires the tables that `bucketRows` creates.
 */
export async function knownMonths(
  connection: Connection,
  question: KnownQuestion,
  retroactive: boolean,
): Promise<KnownMonth[]> {
  await loadKinds(connection, "known_kinds", question.accepted);
  await connection.run(`CREATE OR REPLACE TEMP TABLE known_rows AS ${knownRows(question)}`);
  // With nothing to credit, which is usual, planning the query would take a tenth of a small run.
  const [found] = await connection.query("SELECT count(*) FROM known_rows", { rows: countType });
  if (found?.rows === 0) return [];
  const credited = creditedQuery(retroactive, { bucketed: "known_rows", kinds: "known_kinds" });
  const sums = await creditedSums(connection, credited);
  return [...partnerMonths(sums)].flatMap(([partnerId, { months, countriesByMonth }]) =>
    [...months].map(([month, usd]) => ({
      ...{ partnerId, month, usd },
      customerCountries: countriesByMonth.get(month) ?? [],
    })),
  );
}

/** Returns the rows to credit. After the window means in or after its newest month: older rows have already left it. */
function knownRows({ afterWindow }: KnownQuestion): string {
  const newest = "coalesce((SELECT max(month) FROM bucketed WHERE bucket IS NULL), '')";
  const chosen = afterWindow
    ? `bucket = 'outside-window' AND month >= ${newest}`
    : "(bucket IS NULL OR bucket = 'outside-window')";
  return `SELECT * REPLACE (CAST(NULL AS VARCHAR) AS bucket) FROM bucketed WHERE past AND ${chosen}`;
}
