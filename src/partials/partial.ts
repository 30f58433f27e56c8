import type { ColumnMeaning } from "./groups.ts";

/**
 * The columns of a partial, defined only here: the rows of one export file, read and summed by everything that a rule
 * may depend on. A partial depends neither on the as-of day nor on the window. Texts are empty where the row says
 * nothing; for a row whose fields cannot be separated, everything except `state`, `rows` and `usd` (0) is NULL.
 */
export const partialColumns = [
  { name: "state", type: "VARCHAR", meaning: "`ok`, `excluded` or `rejected`" },
  { name: "partner", type: "VARCHAR", meaning: "the partner that the row credits; empty when it names none (S5)" },
  { name: "own_partner", type: "VARCHAR", meaning: "CSP usage: the partner itself, whoever is credited (S5)" },
  { name: "reseller", type: "VARCHAR", meaning: "CSP usage: the indirect reseller; empty when blank" },
  { name: "customer", type: "VARCHAR", meaning: "tenant id of the customer" },
  { name: "subscription", type: "VARCHAR", meaning: "subscription id" },
  { name: "kind", type: "VARCHAR", meaning: "association kind; NULL when only associations.csv can say" },
  { name: "day", type: "VARCHAR", meaning: "ISO day; NULL when it cannot be read" },
  { name: "tenant", type: "VARCHAR", meaning: "CSP usage: the partner's tenant" },
  { name: "invoice", type: "VARCHAR", meaning: "CSP usage: invoice number; empty while not billed" },
  { name: "partner_name", type: "VARCHAR", meaning: "the partner's name as the row has it" },
  { name: "partner_country", type: "VARCHAR", meaning: "the partner's country as the row has it" },
  { name: "customer_country", type: "VARCHAR", meaning: "the customer's country as the row has it" },
  { name: "currency", type: "VARCHAR", meaning: "currency for which there is no rate; NULL once in dollars (S15)" },
  { name: "rows", type: "BIGINT", meaning: "how many rows say this" },
  { name: "usd", type: "DECIMAL(38, 10)", meaning: "exact sum in dollars; 0 where unconverted or unreadable" },
  { name: "amount", type: "DECIMAL(38, 10)", meaning: "exact sum in `currency`; NULL once in dollars" },
] as const satisfies readonly ColumnMeaning[];

/** The columns as listed in a statement. */
export const partialColumnList = partialColumns.map(({ name }) => name).join(", ");

/**
 * Returns the statement that creates a temporary table for the partials of several files; `file` is a file's number in
 * this run.
 *
 * @param byLine - whether each row is its own partial, with its `line`
 */
export function createPartialTable(name: string, byLine = false): string {
  const columns = partialColumns.map((column) => `${column.name} ${column.type}`);
  return `CREATE OR REPLACE TEMP TABLE ${name} (file INTEGER, ${byLine ? "line INTEGER, " : ""}${columns.join(", ")})`;
}

/** Version of partials, bumped by hand whenever the same content and config give a different partial than before. */
export const partialsVersion = 4;
