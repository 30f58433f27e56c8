import type { Connection } from "../partials/duckdb/engine.ts";

/**
 * Creates the tables `bucketed` and `billed_resellers`. Requires the tables that `cutPartials` and `loadLookups`
 * create.
 */
export async function bucketRows(connection: Connection): Promise<void> {
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE bucketed AS ${bucketedQuery};
    CREATE OR REPLACE TEMP TABLE billed_resellers AS ${billedResellersQuery}`);
}

/**
 * Each partial with the format of its file; `newer`, where it is superseded, which is the age of the group of files
 * that replaced it, or -1 for another export run (S14); and the bucket that its file or day decides (S13: excluded,
 * rejected, superseded, outside-window, in this order), or NULL where the rules about partners decide.
 */
const bucketedQuery = `
    -- A customer's country, where some rows name it and others do not (S8, \`marketBasis: customer\`): of the latest day.
    WITH known_country AS (
      SELECT customer, arg_max(customer_country, last_day || ' ' || customer_country) AS country FROM partials
      WHERE customer_country <> '' AND customer <> '' AND past GROUP BY customer
    ),
    rows_of_files AS MATERIALIZED (
      SELECT partials.* REPLACE (coalesce(nullif(customer_country, ''), country, '') AS customer_country), files.* EXCLUDE (file)
      FROM partials JOIN files USING (file) LEFT JOIN known_country USING (customer)
    ),
    -- Insights: the newest file with a row for a partner and month replaces that month of the older ones.
    -- Here and below only what replaces something is kept: mostly nothing, and then no row has to look it up.
    newest_month AS (
      SELECT format, partner, month, max(age) AS age FROM rows_of_files
      WHERE supersede = 'partner-month' AND month IS NOT NULL GROUP BY ALL HAVING min(age) < max(age)
    ),
    -- CSP usage: the newest file of an invoice counts, and rows not yet billed only while nothing of their month is billed.
    newest_invoice AS (
      SELECT tenant, invoice, max(age) AS age FROM rows_of_files
      WHERE supersede = 'invoice' AND invoice <> '' GROUP BY ALL HAVING min(age) < max(age)
    ),
    newest_unbilled AS (
      SELECT tenant, month, max(age) AS age FROM rows_of_files
      WHERE supersede = 'invoice' AND invoice = '' AND month IS NOT NULL GROUP BY ALL
    ),
    billed_month AS (
      SELECT tenant, month, max(age) AS age FROM rows_of_files SEMI JOIN newest_unbilled USING (tenant, month)
      WHERE supersede = 'invoice' AND invoice <> '' GROUP BY ALL
    ),
    ranked AS (
      SELECT r.*,
        CASE
          WHEN lost.month IS NOT NULL THEN -1
          WHEN supersede = 'partner-month' AND r.age < nm.age THEN nm.age
          WHEN supersede = 'invoice' AND r.invoice <> '' AND r.age < ni.age THEN ni.age
          WHEN supersede = 'invoice' AND r.invoice = '' AND bm.age IS NOT NULL THEN bm.age
          WHEN supersede = 'invoice' AND r.invoice = '' AND r.age < nu.age THEN nu.age
        END AS newer
      FROM rows_of_files r
        LEFT JOIN lost_months lost ON lost.file = r.file AND lost.month = r.month
        LEFT JOIN newest_month nm ON nm.format = r.format AND nm.partner = r.partner AND nm.month = r.month
        LEFT JOIN newest_invoice ni ON ni.tenant = r.tenant AND ni.invoice = r.invoice
        LEFT JOIN billed_month bm ON bm.tenant = r.tenant AND bm.month = r.month
        LEFT JOIN newest_unbilled nu ON nu.tenant = r.tenant AND nu.month = r.month
    )
    SELECT file, format, partner, fallback, customer, subscription, kind, day, month, past, priced, customer_country, newer, rows, usd,
      CASE WHEN supersede = 'invoice' AND invoice = '' AND reseller = '' THEN tenant END AS unbilled_tenant,
      CASE WHEN supersede = 'invoice' AND invoice <> '' AND state = 'ok' AND newer IS NULL THEN tenant END AS billed_tenant,
      CASE WHEN billed_tenant IS NOT NULL THEN reseller END AS billed_reseller,
      CASE WHEN billed_tenant IS NOT NULL THEN last_day END AS billed_day,
      CASE
        WHEN state = 'excluded' THEN 'excluded'
        WHEN state = 'rejected' THEN 'rejected'
        WHEN newer IS NOT NULL THEN 'superseded'
        WHEN NOT inside THEN 'outside-window'
      END AS bucket
    FROM ranked`;

/** The reseller of each subscription's latest billed row of CSP usage: only the billed file names it (S5). */
const billedResellersQuery = `
    SELECT tenant, subscription, reseller FROM (
      SELECT billed_tenant AS tenant, subscription, billed_reseller AS reseller, max(billed_day) AS day FROM bucketed
      WHERE billed_tenant IS NOT NULL AND subscription <> ''
        -- Of the subscriptions without unbilled rows nobody asks.
        AND EXISTS (SELECT 1 FROM bucketed AS unbilled WHERE unbilled.unbilled_tenant = bucketed.billed_tenant AND unbilled.subscription = bucketed.subscription)
      GROUP BY ALL
    )
    QUALIFY row_number() OVER (PARTITION BY tenant, subscription ORDER BY day DESC, reseller = '', reseller) = 1`;
