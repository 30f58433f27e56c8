import type { Cell as ExcelCell, Row, Worksheet } from "exceljs";
import type { Cell } from "../tables/column.ts";
import { excelValue } from "./excel-value.ts";
import { keepLinksInside } from "./internal-links.ts";
import { linkAddress, linkPlace } from "./places.ts";
import { cellHeight, lineHeight } from "./row-height.ts";
import type { LinkTarget, PageRow, RowLink } from "./sheet-plan.ts";
import { streamedRows } from "./streamed-rows.ts";
import type { Role } from "./styles.ts";
import type { SheetTools } from "./write-sheet.ts";

/** What the cells of a table are besides their values. */
export interface ColumnLooks {
  /** By column; holes where no cell of the column leads anywhere. */
  readonly links: readonly (RowLink | undefined)[];
  look?(cell: Cell, column: number): Role | undefined;
}

/** Adds rows to a sheet, each below the last. */
export interface RowWriter {
  /**
   * Cells of a table; nothing is made for a cell but what the library needs: there may be millions.
   *
   * @param number - of the row in the whole table, counted from 0
   */
  addTableRow(cells: readonly Cell[], looks: ColumnLooks, number: number): void;
  addPageRow(row: PageRow): void;
}

/** Rows have no style of their own. One object for all of them spares the library to look at one for each. */
const rowStyle = {};

/** Prepares adding rows to a sheet, in memory or streamed. */
export function rowWriter(
  sheet: Worksheet,
  widths: readonly number[],
  { applied, styleOf }: Pick<SheetTools, "applied" | "styleOf">,
): RowWriter {
  const { streamed, limits } = applied;
  const placeOf = streamed ? linkPlace : linkAddress;
  if (streamed) keepLinksInside(sheet);

  const startRow = (): Row => Object.assign(sheet.addRow([]), { style: rowStyle });

  const endRow = (row: Row, height: number): void => {
    if (height !== lineHeight) row.height = height;
    row.commit();
  };

  /** @returns the height that the cell needs, in points */
  const fill = (target: ExcelCell, cell: Cell, { role, link, width }: Filling): number => {
    const value = excelValue(cell);
    const isLink = link !== undefined && typeof value === "string";
    target.value = isLink ? { text: value, hyperlink: placeOf(link, limits.rowsPerSheet) } : value;
    target.style = styleOf(cell, role, isLink);
    return cellHeight(cell, role, width);
  };

  const addTableRow: RowWriter["addTableRow"] = (cells, { links, look }, number) => {
    const row = startRow();
    let height = lineHeight;
    for (let column = 0; column < cells.length; column += 1) {
      const cell = cells[column];
      if (cell?.value === undefined) continue;
      const filling = { role: look?.(cell, column), link: links[column]?.(number), width: widths[column] ?? 0 };
      height = Math.max(height, fill(row.getCell(column + 1), cell, filling));
    }
    endRow(row, height);
  };
  const printTableRow = streamed
    ? streamedRows(sheet, { widths, styleOf, rowsPerSheet: limits.rowsPerSheet })
    : undefined;

  return {
    addTableRow: printTableRow ?? addTableRow,
    addPageRow: (placed) => {
      const row = startRow();
      let height = lineHeight;
      for (const [column, { cell, note, ...rest }] of placed.entries()) {
        if (cell.value === undefined) continue;
        const target = row.getCell(column + 1);
        height = Math.max(height, fill(target, cell, { ...rest, width: widths[column] ?? 0 }));
        if (note !== undefined && !streamed) target.note = note;
      }
      endRow(row, height);
    },
  };
}

interface Filling {
  readonly role?: Role | undefined;
  readonly link?: LinkTarget | undefined;
  /** Of the column, in characters. */
  readonly width: number;
}
