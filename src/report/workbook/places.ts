/** Where a link leads: to a row of a table sheet, counted from 0 without the header, or to the top of a sheet. */
export interface LinkTarget {
  /** Name of the sheet's plan; where it goes on in a second sheet, the row decides which. */
  readonly sheet: string;
  readonly row?: number;
}

/** Name of the n-th sheet of a plan, counted from 1: `Gaps`, `Gaps (2)`. */
export function partName(name: string, part: number): string {
  return part === 1 ? name : `${name} (${part})`;
}

/**
 * The address of the cell that a link leads to: `#'Gaps (2)'!$A$7`. The `$` signs matter: without them the library writes
 * the place twice, and Excel then shows a broken address.
 *
 * @param rowsPerSheet - header included
 */
export function linkAddress({ sheet, row }: LinkTarget, rowsPerSheet: number): string {
  if (row === undefined) return `#${quoteSheet(sheet)}!$A$1`;
  const rowsOfData = rowsPerSheet - 1;
  const part = Math.floor(row / rowsOfData) + 1;
  return `#${quoteSheet(partName(sheet, part))}!$A$${(row % rowsOfData) + 2}`;
}

/** Cells of a sheet; rows and columns are counted from 1, all of them included. */
export interface CellRange {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** A range with its sheet, as formulas and charts name it: `'Chart data'!$A$3:$A$5`. */
export function rangeRef(sheet: string, { top, left, bottom, right }: CellRange): string {
  const first = `$${columnLetters(left)}$${top}`;
  const last = `$${columnLetters(right)}$${bottom}`;
  return `${quoteSheet(sheet)}!${first === last ? first : `${first}:${last}`}`;
}

/** `1` is `A`, `27` is `AA`. */
export function columnLetters(column: number): string {
  const last = String.fromCharCode(65 + ((column - 1) % 26));
  return column <= 26 ? last : columnLetters(Math.floor((column - 1) / 26)) + last;
}

function quoteSheet(sheet: string): string {
  return sheet.includes("'") ? `'${sheet.replaceAll("'", "''")}'` : `'${sheet}'`;
}
