import type { Day, Month } from "../../domain/day.ts";
import { invariant } from "../../domain/invariant.ts";
import type { Usd } from "../../domain/money.ts";

/** One value with what it means, so that CSV and Excel each print it their own way; `undefined` is an empty cell. */
export type Cell =
  | { readonly kind: "text" | "status"; readonly value: string | undefined }
  | { readonly kind: "day"; readonly value: Day | undefined }
  | { readonly kind: "month"; readonly value: Month }
  /** `usd` prints cents half away from zero, `usd-gap` cents rounded up, `usd-exact` all ten places (S3). */
  | { readonly kind: "usd" | "usd-gap" | "usd-exact"; readonly value: Usd | undefined }
  | { readonly kind: "count"; readonly value: bigint | number | undefined }
  /** Percent in ten-thousandths: 12.5 % is `125_000n`. */
  | { readonly kind: "percent"; readonly value: bigint | undefined }
  | { readonly kind: "boolean"; readonly value: boolean };

/** A column of a table; the one definition that CSV and Excel share. */
export interface Column<Row> {
  /** Header in CSV files: the contract with programs. */
  readonly name: string;
  /** Header in Excel, for people. */
  readonly title: string;
  /** Width in Excel, in characters. */
  readonly width: number;
  cell(row: Row): Cell;
}

/** Columns and rows: what one CSV file or one sheet shows. */
export interface Table<Row = unknown> {
  readonly columns: readonly Column<Row>[];
  /** May be made one by one while they are written: the longest tables have millions. */
  readonly rows: Iterable<Row>;
}

/** A table whose rows are all there, so that a sheet can count them and links can lead to the n-th. */
export interface ListedTable<Row = unknown> extends Table<Row> {
  readonly rows: readonly Row[];
}

/** Combines columns and rows; the compiler checks that they match. */
export function tableOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): ListedTable<Row> {
  return { columns, rows };
}

/** The cells of a table, row by row. */
export function* cellsOf({ columns, rows }: Table): Iterable<readonly Cell[]> {
  for (const row of rows) yield columns.map((column) => column.cell(row));
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
