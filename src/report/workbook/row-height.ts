import type { PlacedCell } from "./sheet-plan.ts";
import type { Role } from "./styles.ts";

/** Height of one line of text, in points. */
const lineHeight = 15;
/** Tallest row that Excel knows, in points. */
const maxHeight = 409;
/** Heights of rows in larger type, in points. */
const largeRows: Readonly<Partial<Record<Role, number>>> = { title: 30, lead: 20, heading: 21 };
/** Characters that a filter button takes from its header. */
const filterButton = 3;

/**
 * The height of a row whose text wraps, in points: not every program works it out when it opens a workbook.
 *
 * @param widths - of the columns, in characters
 * @returns `undefined` for a row of one line
 */
export function rowHeight(cells: readonly PlacedCell[], widths: readonly number[]): number | undefined {
  const large = largeRows[cells[0]?.role ?? "fact"];
  if (large !== undefined) return large;
  const lines = cells.map((placed, index) => linesOf(placed, widths[index] ?? 0));
  const most = Math.max(1, ...lines);
  return most === 1 ? undefined : Math.min(maxHeight, most * lineHeight);
}

function linesOf({ cell, role }: PlacedCell, width: number): number {
  const isHeader = role === "header" || role === "header-right";
  const wraps = cell.kind === "text" && (role === undefined || isHeader);
  if (!wraps || cell.value === undefined) return 1;
  const room = Math.max(1, width - (isHeader ? filterButton : 1));
  if (cell.value.length <= room && !/[\r\n]/.test(cell.value)) return 1;
  return cell.value.split(/\r\n?|\n/).reduce((total, line) => total + Math.max(1, Math.ceil(line.length / room)), 0);
}
