import type { Connection } from "../partials/duckdb/engine.ts";

/**
 * Reduces the table `partials` to what affects one partner: all rows of the subscriptions and customers that name it,
 * or that `associations.csv` lists for it. Of the rest, keeps one row for each file, tenant, invoice and month, since
 * these determine which files replace others (S14). What is credited to that partner afterwards is the same as with all
 * rows; what is credited to others is not. Requires the tables that `cutPartials` and `loadLookups` create.
 */
export async function keepPartner(connection: Connection, partnerId: string): Promise<void> {
  await connection.run(
    `
    CREATE OR REPLACE TEMP TABLE concerned AS
    SELECT subscription, customer FROM partials WHERE partner = $partner OR reseller = $partner OR fallback = $partner
    UNION SELECT subscription, customer FROM associations WHERE partner = $partner`,
    { partner: partnerId },
  );
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE kept AS
    WITH concern AS (
      SELECT *, subscription IN (SELECT subscription FROM concerned WHERE subscription <> '')
        OR customer IN (SELECT customer FROM concerned WHERE customer <> '') OR (subscription = '' AND customer = '') AS concerns
      FROM partials
    )
    SELECT * EXCLUDE (concerns) FROM concern WHERE concerns
    UNION ALL
    (SELECT DISTINCT ON (file, state = 'ok', tenant, invoice = '', month, CASE WHEN invoice <> '' THEN invoice END) * EXCLUDE (concerns)
      FROM concern WHERE NOT concerns);
    DELETE FROM partials;
    INSERT INTO partials SELECT * FROM kept;
    DROP TABLE concerned; DROP TABLE kept`);
}
