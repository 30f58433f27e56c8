/** Target of a link: a row of a table sheet, or the top of a sheet. */
export interface LinkTarget {
  /** Name of the sheet's plan; where that takes several sheets, the row decides which one. */
  readonly sheet: string;
  /** Counted from 0 without the header; absent for the top of the sheet. */
  readonly row?: number;
}

/** Returns the name of the n-th sheet of a plan, counted from 1: `Gaps`, `Gaps (2)`. */
export function partName(name: string, part: number): string {
  return part === 1 ? name : `${name} (${part})`;
}

/**
 * Returns the address of the cell that a link leads to: `#'Gaps (2)'!$A$7`. The `$` signs matter: without them the
 * library writes the address twice, and Excel then shows a broken one.
 *
 * @param rowsPerSheet - most rows of a sheet, header included
 */
export function linkAddress({ sheet, row }: LinkTarget, rowsPerSheet: number): string {
  if (row === undefined) return `#${quoteSheet(sheet)}!$A$1`;
  const rowsOfData = rowsPerSheet - 1;
  const part = Math.floor(row / rowsOfData) + 1;
  return `#${quoteSheet(partName(sheet, part))}!$A$${(row % rowsOfData) + 2}`;
}

/** Cells of a sheet; rows and columns are counted from 1, first and last included. */
export interface CellRange {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** Returns a range with its sheet, as formulas and charts write it: `'Chart data'!$A$3:$A$5`. */
export function rangeRef(sheet: string, { top, left, bottom, right }: CellRange): string {
  const first = `$${columnLetters(left)}$${top}`;
  const last = `$${columnLetters(right)}$${bottom}`;
  return `${quoteSheet(sheet)}!${first === last ? first : `${first}:${last}`}`;
}

/** Returns the letters of a column: `A` for 1, `AA` for 27. */
export function columnLetters(column: number): string {
  const last = String.fromCharCode(65 + ((column - 1) % 26));
  return column <= 26 ? last : columnLetters(Math.floor((column - 1) / 26)) + last;
}

function quoteSheet(sheet: string): string {
  return sheet.includes("'") ? `'${sheet.replaceAll("'", "''")}'` : `'${sheet}'`;
}
