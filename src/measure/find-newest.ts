import type { Connection } from "../partials/duckdb/engine.ts";

/**
 * Creates the tables of what replaces older files (S14), each with the age of the group of files that does:
 * `newest_month` (Insights: format, partner, month), `newest_invoice` (CSP usage: tenant, invoice), `newest_unbilled`
 * (tenant, month) and `billed_day` (tenant, unit, day, usd). Only rows that are neither rejected nor excluded replace any.
 * What replaces nothing is mostly left out, and then no row has to look it up.
 *
 * Requires the tables that `cutPartials` and `loadLookups` create.
 */
export async function findNewest(connection: Connection): Promise<void> {
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE newest_month AS
    SELECT format, partner, month, ${newestAge} AS age FROM partials JOIN files USING (file)
    WHERE supersede = 'partner-month' AND month IS NOT NULL GROUP BY ALL HAVING min(files.age) < ${newestAge};

    CREATE OR REPLACE TEMP TABLE newest_invoice AS
    SELECT tenant, invoice, ${newestAge} AS age FROM partials JOIN files USING (file)
    WHERE supersede = 'invoice' AND invoice <> '' GROUP BY ALL HAVING min(files.age) < ${newestAge};

    CREATE OR REPLACE TEMP TABLE newest_unbilled AS
    SELECT tenant, month, ${newestAge} AS age FROM partials JOIN files USING (file)
    WHERE supersede = 'invoice' AND invoice = '' AND month IS NOT NULL GROUP BY ALL;

    CREATE OR REPLACE TEMP TABLE billed_day AS
    SELECT tenant, unit, day, max(files.age) AS age, CAST(sum(usd) AS DECIMAL(38, 10)) AS usd
    FROM billed_days JOIN files USING (file) LEFT JOIN newest_invoice newest USING (tenant, invoice)
    WHERE files.age >= coalesce(newest.age, files.age) AND NOT EXISTS (
      FROM lost_days lost WHERE lost.file = billed_days.file AND billed_days.day BETWEEN lost.first_day AND lost.last_day
    )
    GROUP BY ALL`);
}

const newestAge = "max(files.age) FILTER (WHERE state = 'ok')";
