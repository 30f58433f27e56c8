import type { Cell } from "../tables/column.ts";
import type { PlacedCell } from "./sheet-plan.ts";
import type { Role } from "./styles.ts";
import { countLines } from "./text-lines.ts";

/** Height of one line of text, in points. */
export const lineHeight = 15;
/** Tallest row that Excel allows, in points. */
const maxHeight = 409;
/** Heights of rows in larger type, in points. */
const largeRows: Readonly<Partial<Record<Role, number>>> = {
  title: 30,
  lead: 20,
  heading: 21,
  "tile-label": 18,
  "tile-figure": 30,
};
/** Letters that fit in the width of a digit, on average: column widths are counted in digits. */
const lettersPerDigit = 1.1;
/** Width that a filter button takes from its header, in characters. */
const filterButton = 3;

/** Returns the height of a row, in points; `undefined` for one line of plain text, which has the default height. */
export function rowHeight(cells: readonly PlacedCell[], widths: readonly number[]): number | undefined {
  const heights = cells.map(({ cell, role }, index) => cellHeight(cell, role, widths[index] ?? 0));
  const height = Math.max(lineHeight, ...heights);
  return height === lineHeight ? undefined : height;
}

/**
 * Returns the height that a cell needs when its text wraps, in points: not every program works it out when it opens a
 * workbook.
 *
 * @param width - width of the column, in characters
 */
export function cellHeight(cell: Cell, role: Role | undefined, width: number): number {
  const large = role === undefined ? undefined : largeRows[role];
  if (large !== undefined) return large;
  if (cell.kind !== "text" || cell.value === undefined) return lineHeight;
  return Math.min(maxHeight, lineHeight * linesOf(cell.value, role, width));
}

function linesOf(text: string, role: Role | undefined, width: number): number {
  if (role === "header" || role === "column-right") return countLines(text, Math.max(1, width - filterButton));
  if (role !== undefined && role !== "prose" && role !== "header-right") return 1;
  return countLines(text, width * lettersPerDigit);
}
