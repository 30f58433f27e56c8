import type { PlacedCell } from "./sheet-plan.ts";
import type { Role } from "./styles.ts";
import { countLines } from "./text-lines.ts";

/** Height of one line of text, in points. */
export const lineHeight = 15;
/** Tallest row that Excel knows, in points. */
const maxHeight = 409;
/** Heights of rows in larger type, in points. */
const largeRows: Readonly<Partial<Record<Role, number>>> = {
  title: 30,
  lead: 20,
  heading: 21,
  "tile-label": 18,
  "tile-figure": 30,
};
/** Widths are counted in digits, and most letters are narrower. */
const lettersPerDigit = 1.1;
/** Characters that a filter button takes from its header. */
const filterButton = 3;

/**
 * The height of a row whose text wraps, in points: not every program works it out when it opens a workbook.
 *
 * @param widths - of the columns, in characters
 * @returns `undefined` for a row of one line
 */
export function rowHeight(cells: readonly PlacedCell[], widths: readonly number[]): number | undefined {
  const role = cells[0]?.role;
  const large = role === undefined ? undefined : largeRows[role];
  if (large !== undefined) return large;
  let most = 1;
  for (const [index, placed] of cells.entries()) {
    const lines = linesOf(placed, widths[index] ?? 0);
    if (lines > most) most = lines;
  }
  return most === 1 ? undefined : Math.min(maxHeight, most * lineHeight);
}

function linesOf({ cell, role }: PlacedCell, width: number): number {
  if (cell.kind !== "text" || cell.value === undefined) return 1;
  if (role === "header" || role === "column-right") return countLines(cell.value, Math.max(1, width - filterButton));
  if (role !== undefined && role !== "prose" && role !== "header-right") return 1;
  return countLines(cell.value, width * lettersPerDigit);
}
