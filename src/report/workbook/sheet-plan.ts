import type { Cell, ListedTable } from "../tables/column.ts";
import type { ChartPlan } from "./chart-plan.ts";
import type { AppliedLimits } from "./limits.ts";
import type { CellRange, LinkTarget } from "./places.ts";
import type { Role } from "./styles.ts";

/** A cell with its role on the sheet. */
export interface PlacedCell {
  readonly cell: Cell;
  readonly role?: Role | undefined;
  /** Only for cells of text; left out where the workbook is streamed. */
  readonly link?: LinkTarget | undefined;
  /** A remark that pops up beside the cell; left out where the workbook is streamed. */
  readonly note?: string;
}

export type PageRow = readonly PlacedCell[];

/** One sheet, described without regard to how it is written. */
export type SheetPlan = TableSheet | PageSheet;

interface AnySheet {
  /** Legal as a sheet name and short enough to take ` (2)` at its end: at most 24 characters. */
  readonly name: string;
  /** Description for the list of sheets on the first one. */
  readonly shows: string;
  /** Charts on this sheet. */
  readonly charts?: readonly ChartPlan[];
}

/** A table with filters, its header and first columns frozen. Continues in `Name (2)` where it is too long. */
export interface TableSheet extends AnySheet {
  readonly layout: "table";
  readonly table: ListedTable;
  /** Columns from the left that stay in view. */
  readonly frozenColumns: number;
  /** Targets of the cells of a column, by the column's name; only for columns of text. */
  readonly links?: ReadonlyMap<string, RowLink>;
  /** Returns the role of a cell, where its value and column call for one. */
  look?(cell: Cell, column: number): Role | undefined;
  /** Names of single cells. */
  readonly cellNames?: readonly CellName[];
}

/** Returns the target of a row's cell, by the row's number counted from 0; `undefined` for none. */
export type RowLink = (row: number) => LinkTarget | undefined;

/** A name for one cell of a table. */
export interface CellName {
  /** Any text; made legal and unique when it is written. */
  readonly name: string;
  /** Counted from 0 without the header. */
  readonly row: number;
  /** Name of the column. */
  readonly column: string;
}

/** A page to read, such as the summary: rows without common columns. */
export interface PageSheet extends AnySheet {
  readonly layout: "page";
  /** Widths of the columns, in characters. */
  readonly widths: readonly number[];
  readonly rows: readonly PageRow[];
  /** Returns the last rows, which say what was left out. */
  closing?(applied: AppliedLimits): readonly PageRow[];
  /** Names of ranges. */
  readonly rangeNames?: readonly RangeName[];
  /** Whether to print everything on one page, however long it is. */
  readonly onePage?: boolean;
}

/** A name for cells of a page. */
export interface RangeName extends CellRange {
  readonly name: string;
}

/** Counts the cells of a sheet, without the header of a table; the total decides how the workbook is written. */
export function cellCount(plan: SheetPlan): number {
  if (plan.layout === "page") return plan.rows.reduce((total, row) => total + row.length, 0);
  return plan.table.rows.length * plan.table.columns.length;
}

/** Creates a cell of text, with a role if given. */
export function placed(value: string, role?: Role): PlacedCell {
  const cell: Cell = { kind: "text", value };
  return role === undefined ? { cell } : { cell, role };
}
