import type { DuckDBConnection } from "@duckdb/node-api";
import { headerKey } from "../../domain/header-key.ts";
import type { ConsumptionExport } from "../../sources/find-exports.ts";
import { dropRejects } from "./layout-rejects.ts";
import { type ReadOptions, readCsv, rejectTables } from "./read-csv.ts";
import { columnName, sqlText } from "./sql-text.ts";
import { type ColumnRole, isUsual, restColumns, restText, steadyRoles } from "./usual-rows.ts";

/** The columns of the grouped rows that later steps may find, besides `excluded`, `odd`, `rows` and `usd`. */
const keyRoles = [
  "partner",
  "reseller",
  "customer",
  "subscription",
  "day",
  "association",
  "tenant",
  "invoice",
  "partnerName",
  "partnerCountry",
  "customerCountry",
] as const;
export type KeyRole = (typeof keyRoles)[number];

export interface GroupOptions extends ReadOptions {
  /** Group by the customer's country too: only `marketBasis: customer` asks for it (S8). */
  readonly customerCountries: boolean;
  /** Told once the query is under way. */
  readonly onBusy?: () => void;
}

/**
 * Reads files of one layout in one fast pass into the temporary table `grouped_rows`: their rows summed by file and raw texts
 * (ids, days and labels are read once per distinct text afterwards, which is a third cheaper than row by row). The view
 * `grouped` has them with all their columns: most of these say the same on every row, and to store them takes longer than to
 * say it again.
 *
 * `odd` is the raw amount where the fast typed read does not apply: not a plain number, or not in US dollars. Such rows are
 * grouped by their amount, so that each can be read, converted and rounded on its own (S3, S15). It is NULL elsewhere, and
 * `usd` is the exact sum.
 *
 * @param files - plain UTF-8 files, whose numbers follow one another
 */
export async function groupRows(
  connection: DuckDBConnection,
  files: readonly { readonly path: string; readonly number: number; readonly export: ConsumptionExport }[],
  options: GroupOptions,
): Promise<void> {
  const [{ number, export: file }] = files as [(typeof files)[number]];
  const exports = files.map((each) => each.export);
  const steady = steadyRoles(file, groupedRoles(file, options.customerCountries));
  const lively = [...groupedRoles(file, options.customerCountries)].filter((role) => !steady.includes(role));
  const keys = lively.map((role) => `${columnOf(file, role)} AS "${role}"`);
  const plain = `${isDirect(file)} AND amount IS NOT NULL AND NOT (${hasOddCharacters("amount_text")})`;
  const unusual = {
    steady,
    money: moneyRoles(file),
    columnOf: (role: ColumnRole) => columnOf(file, role),
    direct: isDirect(file),
    plain,
  };
  const rejects = rejectTables("groups", number);
  await dropRejects(connection, rejects);
  const grouped = connection.run(`
    CREATE OR REPLACE TEMP TABLE grouped_rows AS
    SELECT CAST(file_index + ${number} AS INTEGER) AS file, ${[...keys, ...(hasExclusions(file) ? ["excluded"] : [])].join(", ")},
      CASE WHEN ${isUsual(exports, unusual)} THEN NULL ELSE ${restText(unusual)} END AS rest,
      count(*) AS rows,
      sum(amount) AS usd
    FROM (
      SELECT *, file_index, ${plainAmount(file, "amount_text")} AS amount
      FROM (
        SELECT *, file_index, ${amountText(file)} AS amount_text, ${excludedRows(file)} AS excluded
        FROM ${readCsv(
          files.map(({ path }) => path),
          file.header,
          rejects,
          options,
        )}
      )
    )
    GROUP BY ALL;
    CREATE OR REPLACE TEMP VIEW grouped AS
    SELECT * EXCLUDE (rest), ${restColumns(exports, unusual, `file - ${number}`).join(", ")} FROM grouped_rows`);
  options.onBusy?.();
  await grouped;
}

/**
 * Texts that the database takes for numbers, but not as S3 has it: `1_000`; a lone sign before a space; and exponents, which
 * it rounds in binary (`5E-36` becomes 0.0000000001).
 */
export function hasOddCharacters(text: string): string {
  return ["_", " ", "e", "E"].map((character) => `contains(${text}, '${character}')`).join(" OR ");
}

/** The amount that the database takes a text for, rounded half away from zero; NULL for none. */
export function plainAmount(file: ConsumptionExport, text: string): string {
  return `TRY_CAST(${decimalPoint(file, text)} AS DECIMAL(18, 10))`;
}

/** Which of the key columns `grouped` has for this file. */
export function groupedRoles(file: ConsumptionExport, customerCountries: boolean): ReadonlySet<KeyRole> {
  return new Set(
    keyRoles.filter((role) => file.columns.has(role) && (role !== "customerCountry" || customerCountries)),
  );
}

function columnOf(file: ConsumptionExport, role: ColumnRole): string {
  const position = file.columns.get(role);
  return position === undefined ? "CAST(NULL AS VARCHAR)" : columnName(position);
}

/** Dollars where the row has them, else the amount in its own currency. */
export function amountText(file: ConsumptionExport): string {
  const has = (role: ColumnRole) => file.columns.has(role);
  if (has("amountUsd") && has("amount")) return `coalesce(${columnOf(file, "amountUsd")}, ${columnOf(file, "amount")})`;
  return columnOf(file, has("amountUsd") ? "amountUsd" : "amount");
}

/** Whether `amount_text` is in US dollars as it stands; NULL is no. Other spellings of USD are sorted out row group by row group. */
function isDirect(file: ConsumptionExport): string {
  if (file.columns.has("amountUsd")) {
    return file.columns.has("amount") ? `${columnOf(file, "amountUsd")} IS NOT NULL` : "true";
  }
  return file.columns.has("currency") ? `${columnOf(file, "currency")} = 'USD'` : "false";
}

/** The columns that S15 converts by; none where the file's only amounts are in dollars. */
function moneyRoles(file: ConsumptionExport): ("currency" | "pricingCurrency" | "rate")[] {
  if (isDollarsOnly(file)) return [];
  return (["currency", "pricingCurrency", "rate"] as const).filter(
    (role) => role === "currency" || file.columns.has(role),
  );
}

/** The columns of `grouped` that S15 converts by, each as text: `currency` is NULL for an amount in dollars. */
export function moneyColumns(file: ConsumptionExport): { currency: string; pricingCurrency: string; rate: string } {
  const dollars = isDollarsOnly(file);
  const optional = (role: "pricingCurrency" | "rate") =>
    !dollars && file.columns.has(role) ? `coalesce(grouped."${role}", '')` : "''";
  return {
    currency: dollars ? "CAST(NULL AS VARCHAR)" : "grouped.currency",
    pricingCurrency: optional("pricingCurrency"),
    rate: optional("rate"),
  };
}

/** The file's only amounts are in dollars: no other column to fall back to. */
function isDollarsOnly(file: ConsumptionExport): boolean {
  return file.columns.has("amountUsd") && !file.columns.has("amount");
}

function decimalPoint(file: ConsumptionExport, text: string): string {
  return file.source.decimal === ","
    ? `CASE WHEN contains(${text}, '.') THEN NULL ELSE replace(${text}, ',', '.') END`
    : text;
}

/** Whether the file has a column by which rows are excluded; without one `grouped` has no column `excluded`. */
export function hasExclusions(file: ConsumptionExport): boolean {
  return excludedRows(file) !== "false";
}

/** Whether the format leaves the row out: charge types and the like (S13). */
export function excludedRows(file: ConsumptionExport): string {
  const names = file.header.names.map(headerKey);
  const tests = file.format.exclude.flatMap((exclusion) => {
    const position = exclusion.column.map((name) => names.indexOf(headerKey(name))).find((index) => index !== -1);
    if (position === undefined) return [];
    const values = exclusion.values.map((value) => sqlText(value.trim().toLowerCase()));
    return [`coalesce(lower(trim(${columnName(position)})) IN (${values.join(", ")}), false)`];
  });
  return tests.length === 0 ? "false" : `(${tests.join(" OR ")})`;
}
