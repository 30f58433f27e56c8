import type { Day, Month } from "../../domain/day.ts";
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

/** Turns a cell into text. */
export type CellPrinter = (cell: Cell) => string;

/** A table as CSV has it. */
export interface CsvTable {
  readonly columns: readonly Pick<Column<unknown>, "name">[];
  /** The rows as text, some whole lines at a time. */
  lines(print: CellPrinter, delimiter: string): Iterable<string>;
}

/** A table ready to be written as CSV or as a sheet: its columns, and its rows as cells. */
export interface Table extends CsvTable {
  readonly columns: readonly Pick<Column<unknown>, "name" | "title" | "width">[];
  readonly rowCount: number;
  rows(): Iterable<readonly Cell[]>;
}

/** A table that still knows what its rows are made from, so that a sheet can show other columns of the same rows. */
export interface RowTable<Row> extends Table {
  readonly columns: readonly Column<Row>[];
  readonly items: readonly Row[];
}

/** Rows that are turned into text together. */
const groupSize = 100;

/** Puts columns and rows together. Cells are made when they are asked for, row by row. */
export function tableOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): RowTable<Row> {
  return {
    columns,
    items: rows,
    rowCount: rows.length,
    *rows() {
      for (const row of rows) yield columns.map((column) => column.cell(row));
    },
    *lines(print, delimiter) {
      const lineOf = (row: Row) => columns.map((column) => print(column.cell(row))).join(delimiter);
      for (let at = 0; at < rows.length; at += groupSize) {
        yield rows
          .slice(at, at + groupSize)
          .map(lineOf)
          .concat("")
          .join("\n");
      }
    },
  };
}

/**
 * Picks columns of a table by their names, in the order of the names.
 *
 * @throws Error when there is no such column: a bug
 */
export function pickColumns<Row>(columns: readonly Column<Row>[], names: readonly string[]): readonly Column<Row>[] {
  return names.map((name) => {
    const found = columns.find((column) => column.name === name);
    if (found === undefined) throw new Error(`no column ${name}`);
    return found;
  });
}
