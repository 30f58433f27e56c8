import type { DuckDBConnection } from "@duckdb/node-api";
import { associationKinds } from "../domain/association.ts";
import type { KnownQuestion } from "../domain/outlook.ts";
import { creditedQuery } from "./credit-rows.ts";
import { type CreditedText, creditedSums } from "./credited-sums.ts";

/**
 * Credits rows once more, those outside the window among them: what will count on days to come (S5–S7). Only rows up to the
 * as-of day are looked at. Wants the tables of `judgeRows`.
 */
export async function knownTexts(
  connection: DuckDBConnection,
  question: KnownQuestion,
  retroactive: boolean,
): Promise<readonly CreditedText[]> {
  const credited = creditedQuery(retroactive, { judged: "known_rows", kinds: "known_kinds" });
  const { partners } = await creditedSums(connection, `WITH ${chosenRows(question)} SELECT * FROM (${credited})`);
  return partners;
}

/** After the window means: in or after the newest month that is inside; what is older has left it already. */
function chosenRows({ accepted, afterWindow }: KnownQuestion): string {
  const kinds = associationKinds.map((kind, rank) => `('${kind}', ${rank}, ${accepted.includes(kind)})`);
  const newest = "coalesce((SELECT max(month) FROM judged WHERE bucket IS NULL), '')";
  return `
    known_kinds AS (SELECT * FROM (VALUES ${kinds.join(", ")}) AS kinds(kind, rank, accepted)),
    known_rows AS MATERIALIZED (
      SELECT * REPLACE (CAST(NULL AS VARCHAR) AS bucket) FROM judged
      WHERE past AND ${afterWindow ? `bucket = 'outside-window' AND month >= ${newest}` : "(bucket IS NULL OR bucket = 'outside-window')"}
    )`;
}
