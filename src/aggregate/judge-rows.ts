import type { DuckDBConnection } from "@duckdb/node-api";

/**
 * Creates `ranked`: the partials with what is said of their file, and `newer`: where a row is superseded, the age of the group of files that replaced it, -1 for
 * another export run (S14).
 */
async function rankRows(connection: DuckDBConnection): Promise<void> {
  await connection.run(`
    CREATE TEMP TABLE ranked AS
    WITH rows_of_files AS (SELECT partial.*, files.* EXCLUDE (file) FROM partial JOIN files USING (file)),
    -- Insights: the newest file with a row for a partner and month replaces that month of the older ones.
    newest_month AS (
      SELECT format, partner, month, max(age) AS age FROM rows_of_files
      WHERE supersede = 'partner-month' AND month IS NOT NULL GROUP BY ALL
    ),
    -- CSP usage: the newest file of an invoice counts, and rows not yet billed only while nothing of their month is billed.
    newest_invoice AS (
      SELECT tenant, invoice, max(age) AS age FROM rows_of_files WHERE supersede = 'invoice' AND invoice <> '' GROUP BY ALL
    ),
    billed_month AS (
      SELECT tenant, month, max(age) AS age FROM rows_of_files
      WHERE supersede = 'invoice' AND invoice <> '' AND month IS NOT NULL GROUP BY ALL
    ),
    newest_unbilled AS (
      SELECT tenant, month, max(age) AS age FROM rows_of_files
      WHERE supersede = 'invoice' AND invoice = '' AND month IS NOT NULL GROUP BY ALL
    )
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
      LEFT JOIN newest_unbilled nu ON nu.tenant = r.tenant AND nu.month = r.month`);
}

/** The reseller of each subscription's latest billed row of CSP usage: only the billed file names it (S5). */
async function findBilledResellers(connection: DuckDBConnection): Promise<void> {
  await connection.run(`
    CREATE TEMP TABLE billed_resellers AS
    SELECT tenant, subscription, reseller FROM (
      SELECT tenant, subscription, reseller, max(last_day) AS day FROM ranked
      WHERE supersede = 'invoice' AND invoice <> '' AND subscription <> '' AND status = 'ok' AND newer IS NULL
      GROUP BY tenant, subscription, reseller
    )
    QUALIFY row_number() OVER (PARTITION BY tenant, subscription ORDER BY day DESC, reseller = '', reseller) = 1`);
}

/**
 * Creates `judged`: each row with the bucket that its file or its day puts it in, or NULL where the rules about partners decide
 * (S13: excluded, rejected, superseded, outside-window, in this order).
 */
export async function judgeRows(connection: DuckDBConnection): Promise<void> {
  await rankRows(connection);
  await findBilledResellers(connection);
  await connection.run(`
    CREATE TABLE judged AS
    SELECT file, format, partner, fallback, customer, subscription, kind, day, month, past, priced, customer_country, newer, rows, usd,
      CASE WHEN supersede = 'invoice' AND invoice = '' AND reseller = '' THEN tenant END AS unbilled_tenant,
      CASE
        WHEN status = 'excluded' THEN 'excluded'
        WHEN status = 'rejected' THEN 'rejected'
        WHEN newer IS NOT NULL THEN 'superseded'
        WHEN NOT inside THEN 'outside-window'
      END AS bucket
    FROM ranked`);
}
