import type { Worksheet } from "exceljs";
import type { Cell } from "../tables/column.ts";
import { excelValue } from "./excel-value.ts";
import { linkText } from "./places.ts";
import { cellHeight, lineHeight } from "./row-height.ts";
import type { LinkTarget, PageRow } from "./sheet-plan.ts";
import type { Role } from "./styles.ts";
import type { SheetTools } from "./write-sheet.ts";

/** What a cell of a row is besides its value. */
export interface CellLook {
  readonly role?: Role | undefined;
  readonly link?: LinkTarget | undefined;
  readonly note?: string | undefined;
}

const plain: CellLook = {};
/** Rows have no style of their own. One object for all of them spares the library to look at one for each. */
const rowStyle = {};

/** Adds rows to a sheet, each below the last. */
export interface RowWriter {
  /**
   * Cells of a table. Nothing is made for a cell that is just itself: there may be millions.
   *
   * @param lookOf - of the cell in a column, counted from 0; `undefined` where its value says it all
   */
  addCells(cells: readonly Cell[], lookOf: (cell: Cell, column: number) => CellLook | undefined): void;
  addPageRow(row: PageRow): void;
}

/** Prepares adding rows to a sheet, in memory or streamed. */
export function rowWriter(
  sheet: Worksheet,
  widths: readonly number[],
  { applied, styleOf }: Pick<SheetTools, "applied" | "styleOf">,
): RowWriter {
  const addCells: RowWriter["addCells"] = (cells, lookOf) => {
    const row = sheet.addRow([]);
    Object.assign(row, { style: rowStyle });
    let height = lineHeight;
    for (let column = 0; column < cells.length; column += 1) {
      const cell = cells[column];
      if (cell?.value === undefined) continue;
      const look = lookOf(cell, column) ?? plain;
      height = Math.max(height, cellHeight(cell, look.role, widths[column] ?? 0));
      const target = row.getCell(column + 1);
      const value = excelValue(cell);
      target.value = look.link === undefined || typeof value !== "string" ? value : linkValue(value, look.link);
      target.style = styleOf(cell, look.role, look.link !== undefined);
      if (look.note !== undefined && !applied.streamed) target.note = look.note;
    }
    if (height !== lineHeight) row.height = height;
    row.commit();
  };

  const linkValue = (text: string, link: LinkTarget) => ({
    text,
    hyperlink: linkText(link, applied.limits.rowsPerSheet),
  });

  return {
    addCells,
    addPageRow: (row) => {
      addCells(
        row.map(({ cell }) => cell),
        (_, column) => row[column],
      );
    },
  };
}
