import type { Day, Month } from "../../domain/day.ts";
import { invariant } from "../../domain/invariant.ts";
import type { Usd } from "../../domain/money.ts";

/** One value with its meaning, so that CSV and Excel can each print it their own way; `undefined` is an empty cell. */
export type Cell =
  | { readonly kind: "text" | "status"; readonly value: string | undefined }
  | { readonly kind: "day"; readonly value: Day | undefined }
  | { readonly kind: "month"; readonly value: Month }
  /**
   * Cents half away from zero for `usd`, cents rounded up for `usd-gap`; for `usd-exact` all ten places in CSV, and in
   * Excel as `usd` (S3).
   */
  | { readonly kind: "usd" | "usd-gap" | "usd-exact"; readonly value: Usd | undefined; readonly unknown?: true }
  | { readonly kind: "count"; readonly value: bigint | number | undefined; readonly unknown?: true }
  /** Percent in ten-thousandths: 12.5 % is `125_000n`. */
  | { readonly kind: "percent"; readonly value: bigint | undefined; readonly unknown?: true }
  | { readonly kind: "boolean"; readonly value: boolean };

/**
 * Returns a cell with a measured number. One that is unknown is no zero and not merely absent: it is empty in CSV, and a
 * dash in Excel (S11).
 */
export function measured(cell: Extract<Cell, { readonly unknown?: true }>): Cell {
  return cell.value === undefined ? { ...cell, unknown: true } : cell;
}

/** A column of a table: one definition for CSV and Excel. */
export interface Column<Row> {
  /** Header in CSV files, which programs rely on. */
  readonly name: string;
  /** Header in Excel, for people. */
  readonly title: string;
  /** Width in Excel, in characters. */
  readonly width: number;
  cell(row: Row): Cell;
}

/** Columns and rows of one CSV file or one sheet. */
export interface Table<Row = unknown> {
  readonly columns: readonly Column<Row>[];
  /** Possibly made one by one while they are written: the longest tables have millions. */
  readonly rows: Iterable<Row>;
}

/** A table with all its rows in memory, so that a sheet can count them and a link can lead to the n-th. */
export interface ListedTable<Row = unknown> extends Table<Row> {
  readonly rows: readonly Row[];
}

/** Combines columns and rows; the compiler checks that they match. */
export function tableOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): ListedTable<Row> {
  return { columns, rows };
}

/** Yields the cells of a table, row by row. */
export function* cellsOf({ columns, rows }: Table): Iterable<readonly Cell[]> {
  for (const row of rows) yield columns.map((column) => column.cell(row));
}

/** Returns the columns behind another one: of partners.csv, those that are carried through. */
export function columnsAfter<Row>(columns: readonly Column<Row>[], name: string): readonly Column<Row>[] {
  return columns.slice(columns.findIndex((column) => column.name === name) + 1);
}

/**
 * Picks columns of a table by their names, in the order of the names.
 *
 * @throws Error when there is no such column: a bug
 */
export function pickColumns<Row>(columns: readonly Column<Row>[], names: readonly string[]): readonly Column<Row>[] {
  return names.map((name) => {
    const found = columns.find((column) => column.name === name);
    invariant(found !== undefined, `no column ${name}`);
    return found;
  });
}
