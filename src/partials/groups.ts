import type { ConsumptionRole } from "../domain/format.ts";
import { type ConsumptionExport, exclusionPositions } from "../sources/export.ts";
import type { Connection } from "./duckdb/engine.ts";

/** One column of the rows that an engine delivers, or of a partial. */
export interface ColumnMeaning {
  readonly name: string;
  readonly type: string;
  readonly meaning: string;
}

/** The cells that groups have as raw texts, and the roles that a format gives their columns. */
export const textColumns = [
  { name: "partner", role: "partner" },
  { name: "reseller", role: "reseller" },
  { name: "customer", role: "customer" },
  { name: "subscription", role: "subscription" },
  { name: "day", role: "day" },
  { name: "association", role: "association" },
  { name: "tenant", role: "tenant" },
  { name: "invoice", role: "invoice" },
  { name: "partner_name", role: "partnerName" },
  { name: "partner_country", role: "partnerCountry" },
  { name: "customer_country", role: "customerCountry" },
] as const satisfies readonly { readonly name: string; readonly role: ConsumptionRole }[];

/** The cells that amounts are read from. */
export const amountColumns = [
  { name: "amount_usd", role: "amountUsd" },
  { name: "amount", role: "amount" },
  { name: "currency", role: "currency" },
  { name: "pricing_currency", role: "pricingCurrency" },
  { name: "rate", role: "rate" },
] as const satisfies readonly { readonly name: string; readonly role: ConsumptionRole }[];

export type TextColumn = (typeof textColumns)[number]["name"];
export type AmountColumn = (typeof amountColumns)[number]["name"];

/** The name of the column with the cells that the n-th exclusion of a format looks at, counted from 0. */
export function exclusionColumn(index: number): string {
  return `exclude_${index + 1}`;
}

/**
 * The columns of groups, once: rows of a file that say the same in every one of these cells are one group. Nothing is read or
 * judged, not even what is excluded.
 *
 * @param exclusions - how many the format has
 */
export function groupColumns(exclusions: number): readonly ColumnMeaning[] {
  const raw = "the cell as it stands in the file; NULL where the file has no such column";
  return [
    { name: "file", type: "INTEGER", meaning: "number of the file in this run" },
    ...textColumns.map(({ name }) => ({ name, type: "VARCHAR", meaning: raw })),
    ...Array.from({ length: exclusions }, (_, index) => ({
      name: exclusionColumn(index),
      type: "VARCHAR",
      meaning: `${raw}; what the format's exclusion number ${index + 1} looks at`,
    })),
    ...amountColumns.map(({ name }) => ({
      name,
      type: "VARCHAR",
      meaning: "the raw cell; all five are NULL where the row's amount is a plain number of dollars",
    })),
    { name: "rows", type: "BIGINT", meaning: "how many rows say this" },
    {
      name: "usd",
      type: "DECIMAL(38, 10)",
      meaning: "exact sum of the plain dollars; NULL where the amount is a text",
    },
  ];
}

/** Where the cells stand in a file, and how the file is written. */
export interface GroupLayout {
  readonly delimiter: string;
  /** Empty lines before the header. */
  readonly linesBefore: number;
  /** Columns that the file has. */
  readonly width: number;
  readonly decimal: "." | ",";
  /** Position of each column that the file has. */
  readonly positions: ReadonlyMap<TextColumn | AmountColumn, number>;
  /** Position of the column of each exclusion; `undefined` where the file has none. */
  readonly exclusions: readonly (number | undefined)[];
  /** Position of the line number, in a clean copy of which each row is a group by itself: the relation then has a column `line`. */
  readonly line?: number;
}

/** A file as an engine gets it: plain or gzip, UTF-8. */
export interface FileToGroup {
  /** Of the file in this run. */
  readonly number: number;
  /** Absolute path. */
  readonly path: string;
  readonly layout: GroupLayout;
}

/** What an engine made of some files. */
export interface Grouping {
  /** A table or view of the connection with the columns of `groupColumns`; of doubtful files nothing is in it. */
  readonly relation: string;
  /** The rows that the engine read of each file. */
  readonly grouped: readonly { readonly file: number; readonly rows: number }[];
  /** Files about which the engine is not sure, each with the reason: the careful reader reads them. */
  readonly doubtful: readonly { readonly file: number; readonly why: string }[];
}

/**
 * THE SEAM: groups the rows of files of one layout. Another engine is another function of this type.
 *
 * @param connection - to the run's database, in which the relation is to be found afterwards
 */
export type GroupRows = (connection: Connection, files: readonly FileToGroup[]) => Promise<Grouping>;

/** The layout of an export as its header has it. */
export function layoutOf({ header, columns, format, source }: ConsumptionExport): GroupLayout {
  const positions = new Map<TextColumn | AmountColumn, number>();
  for (const { name, role } of [...textColumns, ...amountColumns]) {
    const position = columns.get(role);
    if (position !== undefined) positions.set(name, position);
  }
  const exclusions = exclusionPositions(format, header);
  const { delimiter, linesBefore, names } = header;
  return { delimiter, linesBefore, width: names.length, decimal: source.decimal ?? ".", positions, exclusions };
}

/** Whether a file's only amounts are in dollars: it has no other column to fall back to. */
export function hasDollarsOnly({ positions }: Pick<GroupLayout, "positions">): boolean {
  return positions.has("amount_usd") && !positions.has("amount");
}
