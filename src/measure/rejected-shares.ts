import type { RejectedShare } from "../domain/rejected-share.ts";
import { type Connection, countType, textType } from "../partials/duckdb/engine.ts";

/**
 * Returns what share of each partner's rows that could lie inside the window was rejected (S11). A partner's rows are
 * those that name it, and those that name nobody but are credited to it by associations.csv, whatever becomes of them. A
 * row whose day cannot be read could lie inside the window; rows that a newer file replaces are left aside. Requires the
 * tables that `bucketRows` and `loadLookups` create.
 *
 * @returns by partner id; partners without a rejected row are absent
 */
export async function rejectedShares(connection: Connection): Promise<ReadonlyMap<string, RejectedShare>> {
  const rows = await connection.query(
    `
    WITH alike AS (
      SELECT coalesce(nullif(partner, ''), fallback) AS partner, customer, subscription,
        sum(rows) AS rows, sum(rows) FILTER (WHERE bucket = 'rejected') AS rejected
      FROM bucketed WHERE newer IS NULL AND coalesce(inside, true) GROUP BY ALL
    ),
    crediting AS (SELECT * FROM associations WHERE partner <> ''),
    credited_by_list AS (
      SELECT a.partner, n.* EXCLUDE (partner) FROM alike n JOIN crediting a ON a.subscription = n.subscription
      WHERE n.partner = '' AND n.subscription <> ''
      UNION
      SELECT a.partner, n.* EXCLUDE (partner) FROM alike n JOIN crediting a ON a.customer = n.customer
      WHERE n.partner = '' AND n.customer <> '' AND a.subscription = ''
        AND n.subscription NOT IN (SELECT subscription FROM crediting WHERE subscription <> '')
    ),
    of_partners AS (SELECT * FROM alike UNION ALL BY NAME SELECT * FROM credited_by_list)
    SELECT partner, CAST(sum(rows) AS BIGINT), CAST(sum(rejected) AS BIGINT) FROM of_partners
    WHERE partner <> '' GROUP BY partner HAVING sum(rejected) > 0`,
    { partner: textType, rows: countType, rejected: countType },
  );
  return new Map(rows.map(({ partner, ...share }) => [partner, share]));
}
