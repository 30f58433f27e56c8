import type { DuckDBConnection } from "@duckdb/node-api";
import type { Window } from "../domain/window.ts";

/**
 * Creates `judged`: the partials by month, each with the bucket that its file or its day puts it in, or NULL where the rules about
 * partners decide (S13: excluded, rejected, superseded, outside-window, in this order). `newer` is the age of the
 * group of files that replaced a superseded row. The day is kept only where an association from `associations.csv` is judged by it.
 */
export async function judgeRows(connection: DuckDBConnection, window: Window): Promise<void> {
  await connection.run(
    `
    CREATE TABLE judged AS
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
    SELECT file, format, partner, fallback, reseller, customer, subscription, kind, month, priced, tenant, invoice, customer_country,
      CASE WHEN partner = '' OR (supersede = 'invoice' AND invoice <> '') THEN day END AS day,
      CASE
        WHEN status = 'excluded' THEN 'excluded'
        WHEN status = 'rejected' THEN 'rejected'
        WHEN newer IS NOT NULL THEN 'superseded'
        WHEN day < $start OR day >= $end THEN 'outside-window'
      END AS bucket,
      newer,
      supersede = 'invoice' AND invoice = '' AND reseller = '' AS unbilled,
      CAST(sum(rows) AS BIGINT) AS rows,
      sum(usd) AS usd
    FROM ranked
    GROUP BY ALL`,
    { start: window.start, end: window.end },
  );
}
