import type { Connection } from "../partials/duckdb/engine.ts";
import { unitOf } from "./billed-days.ts";
import { findNewest } from "./find-newest.ts";

/**
 * Creates the tables `bucketed` and `billed_partners`. Requires the tables that `cutPartials` and `loadLookups`
 * create.
 */
export async function bucketRows(connection: Connection): Promise<void> {
  await findNewest(connection);
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE bucketed AS ${bucketedQuery};
    CREATE OR REPLACE TEMP TABLE billed_partners AS ${billedPartnersQuery}`);
}

/**
 * Each partial with the format of its file; `newer`, where it is superseded, which is the age of the group of files
 * that replaced it (S14); and the bucket that its file or day decides (S13: excluded,
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
    lost AS (
      SELECT DISTINCT r.file, r.day, lost_days.age FROM rows_of_files r JOIN lost_days ON lost_days.file = r.file AND r.day BETWEEN lost_days.first_day AND lost_days.last_day
    ),
    ranked AS (
      SELECT r.*,
        CASE
          WHEN lost.file IS NOT NULL THEN lost.age
          WHEN supersede = 'partner-month' AND r.age < nm.age THEN nm.age
          WHEN supersede = 'invoice' AND r.invoice <> '' AND r.age < ni.age THEN ni.age
          WHEN supersede = 'invoice' AND r.invoice = '' AND r.age < nu.age THEN nu.age
          WHEN supersede = 'invoice' AND r.invoice = '' AND bd.age IS NOT NULL THEN bd.age
        END AS newer
      FROM rows_of_files r
        LEFT JOIN lost ON lost.file = r.file AND lost.day = r.day
        LEFT JOIN newest_month nm ON nm.format = r.format AND nm.partner = r.partner AND nm.month = r.month
        LEFT JOIN newest_invoice ni ON ni.tenant = r.tenant AND ni.invoice = r.invoice
        LEFT JOIN newest_unbilled nu ON nu.tenant = r.tenant AND nu.month = r.month
        LEFT JOIN billed_day bd ON r.invoice = '' AND bd.tenant = r.tenant AND bd.unit = ${unitOf} AND bd.day = r.day
    )
    SELECT file, format, partner, fallback, customer, subscription, kind, day, month, inside, past, priced, currency, customer_country, newer,
      first_day, last_day, rows, usd, amount,
      CASE WHEN supersede = 'invoice' AND invoice = '' AND reseller = '' THEN tenant END AS unbilled_tenant,
      CASE WHEN supersede = 'invoice' AND invoice <> '' AND state = 'ok' AND newer IS NULL THEN tenant END AS billed_tenant,
      CASE WHEN billed_tenant IS NOT NULL THEN donor END AS donor,
      CASE WHEN billed_tenant IS NOT NULL THEN reseller <> '' END AS names_reseller,
      CASE WHEN billed_tenant IS NOT NULL THEN last_day END AS billed_day,
      CASE
        WHEN state = 'excluded' THEN 'excluded'
        WHEN state = 'rejected' THEN 'rejected'
        WHEN newer IS NOT NULL THEN 'superseded'
        WHEN NOT inside THEN 'outside-window'
      END AS bucket
    FROM ranked`;

/**
 * The partner that the latest billed row of each subscription of CSP usage names: its reseller, else the partner itself
 * (S5). Of several on that day one that names a reseller goes first, and one that names nobody last.
 */
const billedPartnersQuery = `
    SELECT tenant, subscription, donor FROM (
      SELECT billed_tenant AS tenant, subscription, donor, names_reseller, max(billed_day) AS day FROM bucketed
      WHERE billed_tenant IS NOT NULL AND subscription <> ''
        -- Of the subscriptions without unbilled rows nobody asks.
        AND EXISTS (SELECT 1 FROM bucketed AS unbilled WHERE unbilled.unbilled_tenant = bucketed.billed_tenant AND unbilled.subscription = bucketed.subscription)
      GROUP BY ALL
    )
    QUALIFY row_number() OVER (PARTITION BY tenant, subscription ORDER BY day DESC, names_reseller DESC, donor = '', donor) = 1`;
