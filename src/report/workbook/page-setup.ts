import type { AddWorksheetOptions } from "exceljs";
import { columnLetters } from "./places.ts";

const a4 = 9;
/** Narrow, so that wide tables stay readable on paper; in inches. */
const margins = { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 };

/** Characters beside one another that can still be read on a page: at half their size. */
const widestPage = 300;

/** How a sheet shows and prints: A1 active, landscape, one page wide unless nobody could read it, page x of y. */
export function sheetOptions(kind: {
  /** Of the columns, in characters. */
  readonly widths: readonly number[];
  /** Columns that stay in view beside the header row, and are repeated on each page; absent for a page to read. */
  readonly frozenColumns?: number;
  readonly onePage?: boolean;
  /** Stands in the middle of the foot of each page. */
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
      // Where a table is several pages wide, those that belong together follow one another.
      pageOrder: "overThenDown",
      margins,
      ...(isTable ? { printTitlesRow: "1:1", printTitlesColumn: `A:${columnLetters(frozenColumns)}` } : {}),
    },
    headerFooter: { oddFooter: `&L&A&C${foot}&RPage &P of &N` },
  };
}

/** One, where all columns fit. */
function pagesAcross(widths: readonly number[], repeated: number): number {
  const sum = (columns: readonly number[]) => columns.reduce((total, width) => total + width, 0);
  const room = widestPage - sum(widths.slice(0, repeated));
  return Math.max(1, Math.ceil(sum(widths.slice(repeated)) / room));
}
