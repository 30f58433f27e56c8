import type { DuckDBConnection } from "@duckdb/node-api";

/** The tables that rows are credited with: names of this program's own, never of an export. */
export interface CreditTables {
  /** Rows with the bucket that their file or day puts them in, or NULL. */
  readonly judged: string;
  /** Association kinds, whether each is accepted, and their order. */
  readonly kinds: string;
  /** The table to create. */
  readonly credited: string;
}

/**
 * Creates `credited`: each judged row once per partner and kind it is credited to (S5), in its final bucket (S13).
 * A row that `associations.csv` credits to several partners is there several times; `again` marks all but one of them.
 *
 * @param retroactive - consumption before an association's first day and after its last counts, too
 */
export async function creditRows(
  connection: DuckDBConnection,
  retroactive: boolean,
  tables: CreditTables = { judged: "judged", kinds: "kinds", credited: "credited" },
): Promise<void> {
  await connection.run(`
    CREATE TABLE ${tables.credited} AS
    WITH numbered AS (SELECT *, row_number() OVER () AS id FROM ${tables.judged}),
    open_rows AS (
      SELECT n.* REPLACE (CASE WHEN n.partner = '' THEN coalesce(billed.reseller, '') ELSE n.partner END AS partner)
      FROM numbered n
        -- Only rows not yet billed have a tenant here, so only they find one.
        LEFT JOIN billed_resellers billed ON billed.tenant = n.unbilled_tenant AND billed.subscription = n.subscription
      WHERE n.bucket IS NULL
    ),
    nameless AS (SELECT * FROM open_rows WHERE partner = ''),
    -- A line with a subscription matches by subscription only; a customer's line only where no line has the subscription.
    candidates AS (
      SELECT n.id, n.kind AS own_kind, n.day, a.* FROM nameless n JOIN associations a ON a.subscription = n.subscription
      WHERE n.subscription <> ''
      UNION ALL
      SELECT n.id, n.kind AS own_kind, n.day, a.* FROM nameless n JOIN associations a ON a.customer = n.customer
      WHERE n.customer <> '' AND a.subscription = ''
        AND n.subscription NOT IN (SELECT subscription FROM associations WHERE subscription <> '')
    ),
    matches AS (
      SELECT id, partner, coalesce(own_kind, kind) AS kind,
        bool_or(${retroactive} OR ((first_day IS NULL OR day >= first_day) AND (last_day IS NULL OR day <= last_day))) AS covered
      FROM candidates GROUP BY ALL
    ),
    copies AS (
      SELECT id, partner, kind, true AS covered, false AS again FROM open_rows WHERE partner <> ''
      UNION ALL
      SELECT id, partner, kind, covered, row_number() OVER (PARTITION BY id ORDER BY partner, kind) > 1 FROM matches
      UNION ALL
      SELECT id, fallback, kind, true, false FROM nameless ANTI JOIN matches USING (id)
    ),
    placed AS (
      SELECT n.file, n.format, c.partner, c.kind,
        CASE WHEN n.subscription <> '' THEN 's' || n.subscription ELSE 'c' || n.customer END AS unit,
        n.month, n.customer_country, n.rows, n.usd, n.newer,
        coalesce(c.again, false) AS again,
        CASE
          WHEN n.bucket IS NOT NULL THEN n.bucket
          WHEN c.partner = '' THEN 'unattributed'
          WHEN NOT coalesce(kinds.accepted, false) THEN 'ineligible-association'
          WHEN NOT c.covered THEN 'outside-association'
          WHEN NOT n.priced THEN 'missing-rate'
        END AS bucket
      FROM numbered n
        LEFT JOIN copies c ON c.id = n.id
        LEFT JOIN ${tables.kinds} AS kinds ON kinds.kind = c.kind
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
        AND l.format = p.format AND l.kind = p.kind`);
}
