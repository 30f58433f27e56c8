import type { AddWorksheetOptions, Cell as ExcelCell, Workbook, Worksheet } from "exceljs";
import { excelValue, isUnknown } from "./excel-value.ts";
import type { AppliedLimits } from "./limits.ts";
import { linkAddress } from "./places.ts";
import type { NameList } from "./range-names.ts";
import { rowHeight } from "./row-height.ts";
import type { PageRow, PlacedCell } from "./sheet-plan.ts";
import type { StyleBook } from "./styles.ts";

/** Everything besides its plan that writing a sheet requires. */
export interface SheetTools {
  readonly applied: AppliedLimits;
  readonly names: NameList;
  /** Text at the foot of each printed page. */
  readonly foot: string;
  readonly styleOf: StyleBook;
  /** Lets a streamed workbook reach the disk before more rows pile up in memory. */
  pause(): Promise<void>;
}

/** A sheet while it is written. */
export interface OpenSheet {
  readonly sheet: Worksheet;
  /** Adds a row below the last one, without its links and notes where the workbook is streamed. */
  addRow(cells: PageRow): void;
  end(): void;
}

/** Adds a sheet to a workbook, whether made in memory or streamed: both take the same calls. */
export function openSheet(
  workbook: Workbook,
  { name, widths, options }: { name: string; widths: readonly number[]; options: Partial<AddWorksheetOptions> },
  tools: Pick<SheetTools, "applied" | "styleOf">,
): OpenSheet {
  const sheet = workbook.addWorksheet(name, options);
  sheet.columns = widths.map((width) => ({ width }));
  return {
    sheet,
    addRow: (cells) => {
      const row = sheet.addRow([]);
      const height = rowHeight(cells, widths);
      if (height !== undefined) row.height = height;
      for (const [column, placed] of cells.entries()) {
        if (placed.cell.value !== undefined || isUnknown(placed.cell)) fillCell(row.getCell(column + 1), placed, tools);
      }
      row.commit();
    },
    // Streamed sheets are ended one by one; sheets in memory have no such step.
    end: () => {
      if ("commit" in sheet && typeof sheet.commit === "function") sheet.commit();
    },
  };
}

function fillCell(
  target: ExcelCell,
  { cell, role, link, note }: PlacedCell,
  { applied, styleOf }: Pick<SheetTools, "applied" | "styleOf">,
): void {
  const { streamed, limits } = applied;
  const value = excelValue(cell);
  const linked = link !== undefined && typeof value === "string" && !streamed;
  target.value = linked ? { text: value, hyperlink: linkAddress(link, limits.rowsPerSheet) } : value;
  target.style = styleOf(cell, role, linked);
  if (note !== undefined && !streamed) target.note = note;
}
