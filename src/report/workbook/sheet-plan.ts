import type { Cell, Table } from "../tables/column.ts";
import type { Role } from "./styles.ts";

/** A cell with what it is on the sheet. */
export interface PlacedCell {
  readonly cell: Cell;
  readonly role?: Role;
}

/** One sheet, described once; how it is written does not change it. */
export type SheetPlan = TableSheet | PageSheet;

/** A header row and rows: filtered, its header and first columns frozen. Goes on in `Name (2)` when it is too long. */
export interface TableSheet {
  readonly layout: "table";
  readonly name: string;
  readonly table: Table;
  /** Columns from the left that stay in view. */
  readonly frozenColumns: number;
}

/** Free rows to read, such as the summary. */
export interface PageSheet {
  readonly layout: "page";
  readonly name: string;
  /** Widths of the columns, in characters. */
  readonly widths: readonly number[];
  readonly rows: readonly (readonly PlacedCell[])[];
}

/** Cells that a sheet has, headers not counted: what decides how the workbook is written. */
export function cellCount(plan: SheetPlan): number {
  if (plan.layout === "page") return plan.rows.reduce((total, row) => total + row.length, 0);
  return plan.table.rowCount * plan.table.columns.length;
}

/** A text cell in a role. */
export function placed(value: string, role?: Role): PlacedCell {
  const cell: Cell = { kind: "text", value };
  return role === undefined ? { cell } : { cell, role };
}
