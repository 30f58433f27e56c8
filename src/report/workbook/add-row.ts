import type { CellValue, Worksheet } from "exceljs";
import { excelValue } from "./excel-value.ts";
import { linkText } from "./places.ts";
import { rowHeight } from "./row-height.ts";
import type { PlacedCell } from "./sheet-plan.ts";
import type { SheetTools } from "./write-sheet.ts";

/** Adds one row below the last. */
export type CellWriter = (cells: readonly PlacedCell[]) => void;

/** Prepares adding rows to a sheet, in memory or streamed. */
export function cellWriter(
  sheet: Worksheet,
  widths: readonly number[],
  { applied, styleOf }: Pick<SheetTools, "applied" | "styleOf">,
): CellWriter {
  const { rowsPerSheet } = applied.limits;
  return (cells) => {
    const row = sheet.addRow(cells.map((placed) => cellValue(placed, rowsPerSheet)));
    const height = rowHeight(cells, widths);
    if (height !== undefined) row.height = height;
    for (const [index, { cell, role, link, note }] of cells.entries()) {
      if (cell.value === undefined) continue;
      const target = row.getCell(index + 1);
      target.style = styleOf(cell, { role, linked: link !== undefined });
      if (note !== undefined && !applied.streamed) target.note = note;
    }
    row.commit();
  };
}

function cellValue({ cell, link }: PlacedCell, rowsPerSheet: number): CellValue {
  const value = excelValue(cell);
  if (link === undefined || typeof value !== "string") return value;
  return { text: value, hyperlink: linkText(link, rowsPerSheet) };
}
