import type { Style, Workbook, Worksheet } from "exceljs";
import type { Cell, Table } from "../tables/column.ts";
import { excelValue } from "./excel-value.ts";
import { rowHeight } from "./row-height.ts";
import { type PageSheet, type PlacedCell, placed, type SheetPlan, type TableSheet } from "./sheet-plan.ts";
import type { Role } from "./styles.ts";

/** What a sheet may hold. */
export interface SheetLimits {
  /** Rows of one sheet, header included: Excel's own limit. */
  readonly rowsPerSheet: number;
}

/** What writing a sheet needs besides its plan. */
export interface SheetTools {
  readonly limits: SheetLimits;
  styleOf(cell: Cell, role: Role | undefined): Partial<Style>;
  /** Lets a streamed workbook reach the disk before more rows pile up in memory. */
  pause(): Promise<void>;
}

const rowsBetweenPauses = 500;
const a4 = 9;

/** A sheet that rows are being added to, and the widths of its columns. */
interface OpenSheet {
  readonly sheet: Worksheet;
  readonly widths: readonly number[];
}

/** Kinds of cells that stand at the right edge of their column, and their headers with them. */
const rightAligned: ReadonlySet<Cell["kind"]> = new Set(["usd", "usd-gap", "usd-exact", "count", "percent", "day"]);

/** Adds one sheet to a workbook, made in memory or streamed: both take the same calls. */
export async function writeSheet(workbook: Workbook, plan: SheetPlan, tools: SheetTools): Promise<void> {
  if (plan.layout === "page") writePage(workbook, plan, tools);
  else await writeTable(workbook, plan, tools);
}

function writePage(workbook: Workbook, { name, widths, rows }: PageSheet, tools: SheetTools): void {
  const open = { sheet: addSheet(workbook, { name, widths, frozen: undefined }), widths };
  for (const row of rows) addRow(open, row, tools);
  commitSheet(open.sheet);
}

async function writeTable(workbook: Workbook, plan: TableSheet, tools: SheetTools): Promise<void> {
  let open = startTable(workbook, plan, { tools, part: 1 });
  let part = 1;
  let rows = 1;
  for (const cells of plan.table.rows()) {
    if (rows === tools.limits.rowsPerSheet) {
      endTable(open, plan, rows);
      part += 1;
      rows = 1;
      open = startTable(workbook, plan, { tools, part });
    }
    addRow(
      open,
      cells.map((cell) => ({ cell })),
      tools,
    );
    rows += 1;
    if (rows % rowsBetweenPauses === 0) await tools.pause();
  }
  endTable(open, plan, rows);
}

function startTable(
  workbook: Workbook,
  { name, table, frozenColumns }: TableSheet,
  { tools, part }: { readonly tools: SheetTools; readonly part: number },
): OpenSheet {
  const widths = table.columns.map(({ width }) => width);
  const sheet = addSheet(workbook, {
    name: part === 1 ? name : `${name} (${part})`,
    widths,
    frozen: frozenColumns,
  });
  const open = { sheet, widths };
  addRow(open, headerOf(table), tools);
  return open;
}

/** Titles stand where the first row's values stand. */
function headerOf({ columns, rows }: Table): readonly PlacedCell[] {
  const [first = []] = rows();
  return columns.map(({ title }, index) => {
    const kind = first[index]?.kind;
    return placed(title, kind !== undefined && rightAligned.has(kind) ? "header-right" : "header");
  });
}

function endTable({ sheet }: OpenSheet, { table }: TableSheet, rows: number): void {
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: rows, column: table.columns.length } };
  commitSheet(sheet);
}

/** A sheet with its widths, print setup and view; `frozen` columns beside a frozen header row, or none. */
function addSheet(
  workbook: Workbook,
  {
    name,
    widths,
    frozen,
  }: { readonly name: string; readonly widths: readonly number[]; readonly frozen: number | undefined },
): Worksheet {
  const view = { activeCell: "A1", showGridLines: frozen !== undefined };
  const sheet = workbook.addWorksheet(name, {
    views: [
      frozen === undefined ? { ...view, state: "normal" } : { ...view, state: "frozen", xSplit: frozen, ySplit: 1 },
    ],
    pageSetup: {
      orientation: "landscape",
      paperSize: a4,
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      ...(frozen === undefined ? {} : { printTitlesRow: "1:1" }),
    },
    headerFooter: { oddFooter: "&L&A&RPage &P of &N" },
  });
  sheet.columns = widths.map((width) => ({ width }));
  return sheet;
}

function addRow({ sheet, widths }: OpenSheet, cells: readonly PlacedCell[], tools: SheetTools): void {
  const row = sheet.addRow(cells.map(({ cell }) => excelValue(cell)));
  const height = rowHeight(cells, widths);
  if (height !== undefined) row.height = height;
  cells.forEach(({ cell, role }, index) => {
    if (cell.value !== undefined) row.getCell(index + 1).style = tools.styleOf(cell, role);
  });
  row.commit();
}

/** Streamed sheets are ended one by one; those in memory know no such step. */
function commitSheet(sheet: Worksheet): void {
  if ("commit" in sheet && typeof sheet.commit === "function") sheet.commit();
}
