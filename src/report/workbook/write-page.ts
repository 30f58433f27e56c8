import type { Workbook } from "exceljs";
import { openSheet, type SheetTools } from "./open-sheet.ts";
import { sheetOptions } from "./page-setup.ts";
import { rangeRef } from "./places.ts";
import type { PageSheet } from "./sheet-plan.ts";

/** Adds a sheet of free rows to a workbook. */
export function writePage(workbook: Workbook, plan: PageSheet, tools: SheetTools): void {
  const { name, widths, rows, closing, rangeNames = [], onePage = false } = plan;
  const options = sheetOptions({ widths, onePage, foot: tools.foot });
  const open = openSheet(workbook, { name, widths, options }, tools);
  for (const row of [...rows, ...(closing?.(tools.applied) ?? [])]) open.addRow(row);
  for (const range of rangeNames) tools.names.add(range.name, rangeRef(name, range));
  open.end();
}
