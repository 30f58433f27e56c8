import type { EngineUse } from "../domain/engine-use.ts";
import type { ConsumptionRole } from "../domain/format.ts";
import { type ConsumptionExport, exclusionPositions } from "../sources/export.ts";
import type { Connection } from "./duckdb/engine.ts";
import type { NumberedExport } from "./layout-batches.ts";

/** One column of the rows that an engine delivers, or of a partial. */
export interface ColumnMeaning {
  readonly name: string;
  readonly type: string;
  readonly meaning: string;
}

/** Cells that groups keep as raw texts, with the roles that a format gives their columns. */
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

/** Cells that amounts are read from. */
export const amountColumns = [
  { name: "amount_usd", role: "amountUsd" },
  { name: "amount", role: "amount" },
  { name: "currency", role: "currency" },
  { name: "pricing_currency", role: "pricingCurrency" },
  { name: "rate", role: "rate" },
] as const satisfies readonly { readonly name: string; readonly role: ConsumptionRole }[];

export type TextColumn = (typeof textColumns)[number]["name"];
export type AmountColumn = (typeof amountColumns)[number]["name"];

/** Returns the name of the column with the cells that the n-th exclusion of a format checks, counted from 0. */
export function exclusionColumn(index: number): string {
  return `exclude_${index + 1}`;
}

/**
 * Returns the columns of groups, defined only here. Rows of a file with the same text in every one of these cells are
 * one group. Nothing is interpreted or judged, not even what is excluded.
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

/** Positions of the cells in a file, and how the file is written. */
export interface GroupLayout {
  readonly delimiter: string;
  /** Lines before the header. */
  readonly linesBefore: number;
  /** Number of columns in the file. */
  readonly width: number;
  readonly decimal: "." | ",";
  /** Position of each column that the file has. */
  readonly positions: ReadonlyMap<TextColumn | AmountColumn, number>;
  /** Position of the column of each exclusion; `undefined` where the file has none. */
  readonly exclusions: readonly (number | undefined)[];
  /** Position of the line number in a clean copy whose rows are not summed; the relation then has a column `line`. */
  readonly line?: number;
}

/**
 * Returns why no engine can read a file where it is; `undefined` for text in UTF-8, plain or gzip, and not inside another
 * file.
 */
export function whyNoEngineReads({ encoding, member, table, isNumbered }: ConsumptionExport): string | undefined {
  if (table !== undefined || isNumbered === true) return "no text, but a sheet or Parquet";
  if (member !== undefined) return "inside a ZIP file";
  return encoding === "utf-8" ? undefined : `not in UTF-8, but in ${encoding}`;
}

/** A file as an engine gets it: plain or gzip, UTF-8. */
export interface FileToGroup {
  /** The file's number in this run. */
  readonly number: number;
  /** Absolute path. */
  readonly path: string;
  readonly layout: GroupLayout;
}

/** How an engine has grouped some files. */
export interface Grouping {
  /** A table or view of the connection with the columns of `groupColumns`; it has no rows of doubtful files. */
  readonly relation: string;
  /** Number of rows that the engine read from each file. */
  readonly grouped: readonly { readonly file: number; readonly rows: number }[];
  /** Files that the engine is not sure about, each with the reason; the careful reader reads them. */
  readonly doubtful: readonly { readonly file: number; readonly why: string }[];
}

/**
 * THE SEAM: groups the rows of files of one layout. Another engine is another function of this type.
 *
 * @param connection - to the run's database, where the relation must exist afterwards
 */
export type GroupRows = (connection: Connection, files: readonly FileToGroup[]) => Promise<Grouping>;

/** An engine at work. */
export interface GroupingJob extends Pick<EngineUse, "engine" | "insteadOfSpark"> {
  /** Is asked for the files of one layout at a time, and for no file that it was not started with. */
  readonly groupRows: GroupRows;
  /** Ends it, whatever it is doing, and removes what it wrote. */
  end(): Promise<void>;
}

/**
 * Starts an engine, which a cluster does once a run: it gets all files that it may be asked for before any of them has been
 * passed over, so that it can read while they are.
 */
export type StartGrouping = (files: readonly NumberedExport[]) => Promise<GroupingJob>;

/** Returns the layout of an export, according to its header. */
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

/** Returns the positions of all columns that are read, in order. */
export function neededPositions({ positions, exclusions }: GroupLayout): number[] {
  const needed = [...positions.values(), ...exclusions.filter((position) => position !== undefined)];
  return [...new Set(needed)].sort((a, b) => a - b);
}

/** Returns whether a file's only amounts are in dollars, with no other column to fall back to. */
export function hasDollarsOnly({ positions }: Pick<GroupLayout, "positions">): boolean {
  return positions.has("amount_usd") && !positions.has("amount");
}
