import type { Day } from "../domain/day.ts";
import type { Window } from "../domain/window.ts";
import { type Connection, flagType, intType, textType } from "../partials/duckdb/engine.ts";
import { readParquet } from "../partials/duckdb/read-parquet.ts";
import { partialColumns } from "../partials/partial.ts";
import type { FilePartial } from "../partials/store.ts";
import { findBilledDays } from "./billed-days.ts";

/** Days that a run distinguishes, and whether it needs customers' countries. */
export interface Cuts {
  readonly window: Window;
  readonly asOf: Day;
  /** Whether customers' countries are needed (S8, `marketBasis: customer`). */
  readonly customerCountries: boolean;
}

/**
 * Creates the table `partials`: those of all files of a run, summed again by month where no rule depends on the day; and
 * the table `billed_days`, the days for which CSP usage is both billed and not yet billed.
 * Days inside the window (`inside`) and days up to the as-of day (`past`) stay separate from others. Texts are empty,
 * never NULL, except `kind` and the days and months.
 *
 * A row whose fields could not be separated is rejected and names nobody.
 */
export async function cutPartials(connection: Connection, partials: readonly FilePartial[], cuts: Cuts): Promise<void> {
  await connection.createTable(
    "partial_formats",
    { file: intType, supersede: textType, by_day: flagType },
    partials.map(({ number, export: { format, lostDays, containers } }) => ({
      ...{ file: number, supersede: format.supersede },
      by_day: format.supersede === "none" || lostDays.length > 0 || containers !== undefined,
    })),
  );
  await cutRows(connection, { from: `(${readParquet(partials, partialColumns)})`, into: "partials" }, cuts);
  await findBilledDays(connection, partials);
}

/**
 * Does the same for any relation of partials. Requires the table `partial_formats` that `cutPartials` creates.
 *
 * @param tables.byLine - whether the relation has a column `line`, which keeps its rows separate
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
      CASE WHEN partner = '' OR by_day OR (supersede = 'invoice' AND invoice = '') THEN day END AS day,
      CASE WHEN supersede = 'invoice' AND invoice <> '' THEN coalesce(nullif(reseller, ''), own_partner) ELSE '' END AS donor,
      substr(day, 1, 7) AS month, day >= $start AND day < $end AS inside, day <= $asOf AS past, currency IS NULL AS priced, currency,
      ${["tenant", "invoice", "partner_name", "partner_country"].map(filled).join(", ")},
      ${customerCountries ? filled("customer_country") : "'' AS customer_country"},
      min(day) AS first_day, max(day) AS last_day, CAST(sum(rows) AS BIGINT) AS rows, CAST(sum(usd) AS DECIMAL(38, 10)) AS usd,
      CAST(sum(amount) AS DECIMAL(38, 10)) AS amount
    FROM ${tables.from} JOIN partial_formats USING (file)
    GROUP BY ALL`,
    { start: window.start, end: window.end, asOf },
  );
}
