import type { AddWorksheetOptions } from "exceljs";
import { columnLetters } from "./places.ts";

const a4 = 9;
/** In inches; narrow, so that wide tables stay readable on paper. */
const margins = { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 };

/** Most characters side by side that are still readable on one page: they print at half size. */
const widestPage = 300;

/** Returns how a sheet is shown and printed: A1 active, landscape, one page wide unless unreadable, page x of y. */
export function sheetOptions(kind: {
  /** Widths of the columns, in characters. */
  readonly widths: readonly number[];
  /** Columns that, like the header row, stay in view and are repeated on each page; absent for a page to read. */
  readonly frozenColumns?: number;
  readonly onePage?: boolean;
  /** Text in the middle of the foot of each page. */
  readonly foot: string;
}): Partial<AddWorksheetOptions> {
  const { widths, frozenColumns, onePage = false, foot } = kind;
  const isTable = frozenColumns !== undefined;
  const view = { activeCell: "A1", showGridLines: isTable };
  return {
    views: [isTable ? { ...view, state: "frozen", xSplit: frozenColumns, ySplit: 1 } : { ...view, state: "normal" }],
    pageSetup: {
      orientation: "landscape",
      paperSize: a4,
      fitToPage: true,
      fitToWidth: isTable ? pagesAcross(widths, frozenColumns) : 1,
      fitToHeight: onePage ? 1 : 0,
      // Where a table is several pages wide, the pages of the same rows follow one another.
      pageOrder: "overThenDown",
      margins,
      ...(isTable ? { printTitlesRow: "1:1", printTitlesColumn: `A:${columnLetters(frozenColumns)}` } : {}),
    },
    headerFooter: { oddFooter: `&L&A&C${foot}&RPage &P of &N` },
  };
}

/** Returns the number of pages side by side: one where all columns fit. */
function pagesAcross(widths: readonly number[], repeated: number): number {
  const sum = (columns: readonly number[]) => columns.reduce((total, width) => total + width, 0);
  const room = widestPage - sum(widths.slice(0, repeated));
  return Math.max(1, Math.ceil(sum(widths.slice(repeated)) / room));
}
