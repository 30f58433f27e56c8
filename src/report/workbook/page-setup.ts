import type { AddWorksheetOptions } from "exceljs";

const a4 = 9;
/** Narrow, so that wide tables stay readable on paper; in inches. */
const margins = { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 };

/** How a sheet shows and prints: A1 active, landscape, one page wide, page x of y. */
export function sheetOptions(kind: {
  /** Columns that stay in view beside the header row; absent for a page to read. */
  readonly frozenColumns?: number;
  readonly onePage?: boolean;
  /** Stands in the middle of the foot of each page. */
  readonly foot: string;
}): Partial<AddWorksheetOptions> {
  const { frozenColumns, onePage = false, foot } = kind;
  const isTable = frozenColumns !== undefined;
  const view = { activeCell: "A1", showGridLines: isTable };
  return {
    views: [isTable ? { ...view, state: "frozen", xSplit: frozenColumns, ySplit: 1 } : { ...view, state: "normal" }],
    pageSetup: {
      orientation: "landscape",
      paperSize: a4,
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: onePage ? 1 : 0,
      margins,
      ...(isTable ? { printTitlesRow: "1:1" } : {}),
    },
    headerFooter: { oddFooter: `&L&A&C${foot}&RPage &P of &N` },
  };
}
