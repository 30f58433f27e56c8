import { type Connection, intType } from "../partials/duckdb/engine.ts";
import { readParquet } from "../partials/duckdb/read-parquet.ts";
import { partialColumns } from "../partials/partial.ts";
import type { FilePartial } from "../partials/store.ts";

/** A subscription, or a customer where there is none, as one text. */
export const unitOf = "CASE WHEN subscription <> '' THEN 's' || subscription ELSE 'c' || customer END";

/**
 * Creates the table `billed_days`: for each tenant, unit and day with CSP usage that is not yet billed, the dollars that
 * each file bills for it (S14). Reads days again only where a tenant has both kinds of rows: mostly none has.
 *
 * Requires the table `partials` that `cutPartials` creates.
 */
export async function findBilledDays(connection: Connection, partials: readonly FilePartial[]): Promise<void> {
  const wanted = await connection.query(
    `SELECT DISTINCT file FROM partials JOIN partial_formats USING (file)
     WHERE supersede = 'invoice' AND invoice <> '' AND state = 'ok'
       AND (tenant, month) IN (SELECT (tenant, month) FROM partials JOIN partial_formats USING (file) WHERE supersede = 'invoice' AND invoice = '')`,
    { file: intType },
  );
  const files = new Set(wanted.map(({ file }) => file));
  const billing = partials.filter(({ number }) => files.has(number));
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE billed_days AS
    SELECT file, tenant, invoice, unit, day, CAST(sum(usd) AS DECIMAL(38, 10)) AS usd
    FROM (SELECT *, ${unitOf} AS unit FROM (${readParquet(billing, partialColumns)}) WHERE state = 'ok' AND invoice <> '')
      SEMI JOIN (
        SELECT tenant, ${unitOf} AS unit, day FROM partials JOIN partial_formats USING (file)
        WHERE supersede = 'invoice' AND invoice = '' AND state = 'ok'
      ) USING (tenant, unit, day)
    GROUP BY ALL`);
}
