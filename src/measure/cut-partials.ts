import type { Day } from "../domain/day.ts";
import type { Window } from "../domain/window.ts";
import { type Connection, intType, textType } from "../partials/duckdb/engine.ts";
import { readParquet } from "../partials/duckdb/read-parquet.ts";
import { partialColumns } from "../partials/partial.ts";
import type { FilePartial } from "../partials/store.ts";

/** Where a run tells days apart, and what it asks. */
export interface Cuts {
  readonly window: Window;
  readonly asOf: Day;
  /** Whether customers' countries are asked for (S8, `marketBasis: customer`). */
  readonly customerCountries: boolean;
}

/**
 * Creates the table `partials`: those of all files of a run, summed once more by month where no rule decides by the day. Whether
 * days are inside the window, and not after the as-of day, is told apart. Texts are empty, never NULL, but for `kind`.
 *
 * A row whose fields could not be told apart is rejected, and names nobody.
 */
export async function cutPartials(connection: Connection, partials: readonly FilePartial[], cuts: Cuts): Promise<void> {
  await connection.createTable(
    "partial_formats",
    { file: intType, supersede: textType },
    partials.map(({ number, export: { format } }) => ({ file: number, supersede: format.supersede })),
  );
  await cutRows(connection, { from: `(${readParquet(partials, partialColumns)})`, into: "partials" }, cuts);
}

/**
 * The same for any relation of partials.
 *
 * @param tables.byLine - whether the relation has a column `line`, by which its rows stay apart
 */
export async function cutRows(
  connection: Connection,
  tables: { readonly from: string; readonly into: string; readonly byLine?: boolean },
  { window, asOf, customerCountries }: Cuts,
): Promise<void> {
  const filled = (column: string) => `coalesce(${column}, '') AS ${column}`;
  await connection.run(
    `
    CREATE OR REPLACE TEMP TABLE ${tables.into} AS
    SELECT file, ${tables.byLine === true ? "line," : ""} state, ${filled("partner")}, ${filled("reseller")},
      -- CSP usage not yet billed goes to the partner itself where nobody else is found (S5).
      CASE WHEN partner = '' THEN own_partner ELSE '' END AS fallback,
      ${filled("customer")}, ${filled("subscription")}, kind,
      CASE WHEN partner = '' OR supersede = 'none' THEN day END AS day,
      substr(day, 1, 7) AS month, day >= $start AND day < $end AS inside, day <= $asOf AS past, currency IS NULL AS priced,
      ${["tenant", "invoice", "partner_name", "partner_country"].map(filled).join(", ")},
      ${customerCountries ? filled("customer_country") : "'' AS customer_country"},
      min(day) AS first_day, max(day) AS last_day, CAST(sum(rows) AS BIGINT) AS rows, CAST(sum(usd) AS DECIMAL(38, 10)) AS usd
    FROM ${tables.from} JOIN partial_formats USING (file)
    GROUP BY ALL`,
    { start: window.start, end: window.end, asOf },
  );
}
