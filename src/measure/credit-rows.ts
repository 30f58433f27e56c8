import type { Connection } from "../partials/duckdb/engine.ts";

/** Tables used to credit rows. Their names come from this program, never from an export. */
export interface CreditTables {
  /** Rows with the bucket that their file or day decides, or NULL. */
  readonly bucketed: string;
  /** Association kinds, whether each is accepted, and their order. */
  readonly kinds: string;
}

const usualTables: CreditTables = { bucketed: "bucketed", kinds: "kinds" };

/** Creates the table `credited`. Requires the tables that `bucketRows` and `loadLookups` create. */
export async function creditRows(connection: Connection, retroactive: boolean): Promise<void> {
  await connection.run(`CREATE OR REPLACE TEMP TABLE credited AS ${creditedQuery(retroactive)}`);
}

/**
 * Returns a query for the bucketed rows, each once per partner and kind it is credited to (S5), in its final bucket
 * (S13). A row that `associations.csv` credits to several partners appears several times; `again` marks all but one of
 * them. `waived_partner` is NULL unless the row is `unattributed` because a line of `associations.csv` without a partner
 * says so: then it is the row's own partner, or empty. Requires the tables that `bucketRows` creates.
 *
 * @param retroactive - whether consumption before an association's first day and after its last counts, too
 */
export function creditedQuery(retroactive: boolean, tables = usualTables): string {
  const covers = (line: string) =>
    `(${retroactive} OR ((${line}.first_day IS NULL OR day >= ${line}.first_day) AND (${line}.last_day IS NULL OR day <= ${line}.last_day)))`;
  return `
    WITH open_rows AS (
      SELECT j.* REPLACE (coalesce(nullif(billed.donor, ''), j.partner) AS partner)
      FROM ${tables.bucketed} j
        -- Only rows not yet billed have a tenant here, so only they find one.
        LEFT JOIN billed_partners billed ON billed.tenant = j.unbilled_tenant AND billed.subscription = j.subscription
      WHERE j.bucket IS NULL
    ),
    nameless AS MATERIALIZED (SELECT *, row_number() OVER () AS id FROM open_rows WHERE partner = ''),
    -- A line with a subscription matches by subscription only; a customer's line only where no line has the subscription.
    crediting AS (SELECT * FROM associations WHERE partner <> ''),
    candidates AS (
      SELECT n.id, n.kind AS own_kind, n.day, a.* FROM nameless n JOIN crediting a ON a.subscription = n.subscription
      WHERE n.subscription <> ''
      UNION ALL
      SELECT n.id, n.kind AS own_kind, n.day, a.* FROM nameless n JOIN crediting a ON a.customer = n.customer
      WHERE n.customer <> '' AND a.subscription = ''
        AND n.subscription NOT IN (SELECT subscription FROM crediting WHERE subscription <> '')
    ),
    matches AS (
      SELECT id, partner, coalesce(own_kind, kind) AS kind, bool_or(${covers("candidates")}) AS covered FROM candidates GROUP BY ALL
    ),
    -- Lines without a partner waive what no other line matches.
    waiving AS (SELECT * FROM associations WHERE partner = ''),
    waived AS (
      SELECT n.id FROM nameless n JOIN waiving a ON a.subscription = n.subscription WHERE n.subscription <> '' AND ${covers("a")}
      UNION
      SELECT n.id FROM nameless n JOIN waiving a ON a.customer = n.customer
      WHERE n.customer <> '' AND a.subscription = '' AND ${covers("a")}
    ),
    -- Hardly any row is nameless: all others are credited as they stand.
    copies AS (
      SELECT *, true AS covered, false AS again FROM open_rows WHERE partner <> ''
      UNION ALL BY NAME
      SELECT n.* EXCLUDE (id) REPLACE (m.partner AS partner, m.kind AS kind), covered,
        row_number() OVER (PARTITION BY id ORDER BY m.partner, m.kind) > 1 AS again
      FROM nameless n JOIN matches m USING (id)
      UNION ALL BY NAME
      SELECT n.* EXCLUDE (id) REPLACE (CASE WHEN waived.id IS NULL THEN fallback ELSE '' END AS partner), true AS covered,
        false AS again, CASE WHEN waived.id IS NOT NULL THEN fallback END AS waived_partner
      FROM (SELECT * FROM nameless ANTI JOIN matches USING (id)) n LEFT JOIN waived ON waived.id = n.id
      UNION ALL BY NAME
      SELECT closed.* REPLACE (NULL AS partner, NULL AS kind), true AS covered, false AS again
      FROM ${tables.bucketed} AS closed WHERE bucket IS NOT NULL
    ),
    placed AS (
      SELECT c.file, c.format, c.partner, c.kind, c.customer,
        CASE WHEN c.subscription <> '' THEN 's' || c.subscription ELSE 'c' || c.customer END AS unit,
        c.month, c.currency, c.customer_country, c.first_day, c.last_day, c.rows, c.usd, c.amount, c.newer, c.again, c.waived_partner,
        CASE
          WHEN c.bucket IS NOT NULL THEN c.bucket
          WHEN c.partner = '' THEN 'unattributed'
          WHEN NOT coalesce(kinds.accepted, false) THEN 'ineligible-association'
          WHEN NOT c.covered THEN 'outside-association'
          WHEN NOT c.priced THEN 'missing-rate'
        END AS bucket
      FROM copies c LEFT JOIN ${tables.kinds} AS kinds ON kinds.kind = c.kind
    ),
    -- Counted once: of a partner's streams of a subscription and month the largest counts (S7).
    streams AS (
      SELECT partner, unit, month, format, kind, sum(usd) AS usd
      FROM placed WHERE bucket IS NULL GROUP BY ALL
    ),
    -- Hardly ever is there a choice: only then are streams compared.
    contested AS (SELECT partner, unit, month FROM streams GROUP BY ALL HAVING count(*) > 1),
    losers AS (
      SELECT streams.* FROM streams SEMI JOIN contested USING (partner, unit, month) JOIN ${tables.kinds} AS kinds USING (kind)
      QUALIFY row_number() OVER (PARTITION BY partner, unit, month ORDER BY usd DESC, kinds.rank, format) > 1
    )
    SELECT p.* REPLACE (coalesce(p.bucket, CASE WHEN l.partner IS NULL THEN 'counted' ELSE 'duplicate' END) AS bucket)
    FROM placed p
      -- A row that already has its bucket is in no stream.
      LEFT JOIN losers l ON l.partner = CASE WHEN p.bucket IS NULL THEN p.partner END AND l.unit = p.unit AND l.month = p.month
        AND l.format = p.format AND l.kind = p.kind`;
}
