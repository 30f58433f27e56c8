import type { Cell, ListedTable } from "../tables/column.ts";
import type { ChartPlan } from "./chart-plan.ts";
import type { AppliedLimits } from "./limits.ts";
import type { CellRange, LinkTarget } from "./places.ts";
import type { Role } from "./styles.ts";

/** A cell with what it is on the sheet. */
export interface PlacedCell {
  readonly cell: Cell;
  readonly role?: Role | undefined;
  /** For cells of text; left out where the workbook is streamed. */
  readonly link?: LinkTarget | undefined;
  /** A remark that pops up beside the cell; left out where the workbook is streamed. */
  readonly note?: string;
}

export type PageRow = readonly PlacedCell[];

/** One sheet, described once; how it is written does not change it. */
export type SheetPlan = TableSheet | PageSheet;

interface AnySheet {
  /** Legal as a sheet name and short enough to have ` (2)` after it: at most 24 characters. */
  readonly name: string;
  /** One sentence for the list of sheets on the first one. */
  readonly shows: string;
  /** Charts that stand on this sheet. */
  readonly charts?: readonly ChartPlan[];
}

/** A header row and rows: filtered, its header and first columns frozen. Goes on in `Name (2)` when it is too long. */
export interface TableSheet extends AnySheet {
  readonly layout: "table";
  readonly table: ListedTable;
  /** Columns from the left that stay in view. */
  readonly frozenColumns: number;
  /** By the name of a column of text: where the cell of each row leads. */
  readonly links?: ReadonlyMap<string, RowLink>;
  /** A role for a cell that its value and column call for. */
  look?(cell: Cell, column: number): Role | undefined;
  /** Single cells that have a name of their own. */
  readonly cellNames?: readonly CellName[];
}

/** Where a row's cell leads, by the row's number, counted from 0; `undefined` for nowhere. */
export type RowLink = (row: number) => LinkTarget | undefined;

/** A name for one cell of a table. */
export interface CellName {
  /** Made legal and unique when it is written. */
  readonly name: string;
  /** Counted from 0 without the header. */
  readonly row: number;
  /** Name of the column. */
  readonly column: string;
}

/** Free rows to read, such as the summary. */
export interface PageSheet extends AnySheet {
  readonly layout: "page";
  /** Widths of the columns, in characters. */
  readonly widths: readonly number[];
  readonly rows: readonly PageRow[];
  /** Rows that come last and say what was left out. */
  closing?(applied: AppliedLimits): readonly PageRow[];
  /** Ranges that have a name. */
  readonly rangeNames?: readonly RangeName[];
  /** Printed on one page, however long it is. */
  readonly onePage?: boolean;
}

/** A name for cells of a page. */
export interface RangeName extends CellRange {
  readonly name: string;
}

/** Cells that a sheet has, headers not counted: what decides how the workbook is written. */
export function cellCount(plan: SheetPlan): number {
  if (plan.layout === "page") return plan.rows.reduce((total, row) => total + row.length, 0);
  return plan.table.rows.length * plan.table.columns.length;
}

/** A text cell in a role. */
export function placed(value: string, role?: Role): PlacedCell {
  const cell: Cell = { kind: "text", value };
  return role === undefined ? { cell } : { cell, role };
}
