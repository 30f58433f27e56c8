import type { Workbook, Worksheet } from "exceljs";
import { type Cell, cellsOf, type ListedTable } from "../tables/column.ts";
import { type ColumnLooks, type RowWriter, rowWriter } from "./add-row.ts";
import type { AppliedLimits } from "./applied-limits.ts";
import { addDataBar } from "./data-bars.ts";
import { addTable } from "./excel-table.ts";
import { sheetOptions } from "./page-setup.ts";
import { columnLetters, partName, rangeRef } from "./places.ts";
import type { NameList } from "./range-names.ts";
import { type PageSheet, type PlacedCell, placed, type SheetPlan, type TableSheet } from "./sheet-plan.ts";
import type { StyleBook } from "./styles.ts";

/** What writing a sheet needs besides its plan. */
export interface SheetTools {
  readonly applied: AppliedLimits;
  readonly names: NameList;
  /** Stands at the foot of each printed page. */
  readonly foot: string;
  readonly styleOf: StyleBook;
  /** Lets a streamed workbook reach the disk before more rows pile up in memory. */
  pause(): Promise<void>;
}

const rowsBetweenPauses = 500;

/** One sheet of a plan while rows are added to it. */
interface OpenPart {
  readonly sheet: Worksheet;
  readonly write: RowWriter;
  /** Rows of data so far. */
  rows: number;
}

/** Kinds of cells that stand at the right edge of their column, and their headers with them. */
const rightAligned: ReadonlySet<Cell["kind"]> = new Set(["usd", "usd-gap", "usd-exact", "count", "percent", "day"]);

/** Adds one sheet to a workbook, made in memory or streamed: both take the same calls. */
export async function writeSheet(workbook: Workbook, plan: SheetPlan, tools: SheetTools): Promise<void> {
  if (plan.layout === "page") writePage(workbook, plan, tools);
  else await writeTable(workbook, plan, tools);
}

function writePage(workbook: Workbook, plan: PageSheet, tools: SheetTools): void {
  const { name, widths, rows, closing, rangeNames = [], onePage = false } = plan;
  const sheet = workbook.addWorksheet(name, sheetOptions({ widths, onePage, foot: tools.foot }));
  sheet.columns = widths.map((width) => ({ width }));
  const write = rowWriter(sheet, widths, tools);
  for (const row of [...rows, ...(closing?.(tools.applied) ?? [])]) write.addPageRow(row);
  for (const range of rangeNames) tools.names.add(range.name, rangeRef(name, range));
  endSheet(sheet);
}

async function writeTable(workbook: Workbook, plan: TableSheet, tools: SheetTools): Promise<void> {
  const { rowsPerSheet } = tools.applied.limits;
  const looks = looksOf(plan, tools);
  const kinds = firstKinds(plan.table);
  let part = 1;
  let open = startPart(workbook, plan, { tools, part, kinds });
  let row = 0;
  for (const cells of cellsOf(plan.table)) {
    if (open.rows + 1 === rowsPerSheet) {
      endPart(open, plan, { tools, part, kinds });
      part += 1;
      open = startPart(workbook, plan, { tools, part, kinds });
    }
    open.write.addTableRow(cells, looks, row);
    open.rows += 1;
    row += 1;
    if (row % rowsBetweenPauses === 0) await tools.pause();
  }
  endPart(open, plan, { tools, part, kinds });
}

/** The links and roles that a plan has for its cells. */
function looksOf({ name, table, links, look }: TableSheet, { applied }: SheetTools): ColumnLooks {
  const linked = applied.withoutLinks.has(name) ? undefined : links;
  return {
    links: table.columns.map((column) => linked?.get(column.name)),
    ...(look === undefined ? {} : { look }),
  };
}

interface PartOf {
  readonly tools: SheetTools;
  /** Counted from 1. */
  readonly part: number;
  readonly kinds: readonly (Cell["kind"] | undefined)[];
}

function startPart(workbook: Workbook, plan: TableSheet, { tools, part, kinds }: PartOf): OpenPart {
  const { name, table, frozenColumns } = plan;
  const widths = table.columns.map(({ width }) => width);
  const sheet = workbook.addWorksheet(partName(name, part), sheetOptions({ widths, frozenColumns, foot: tools.foot }));
  sheet.columns = widths.map((width) => ({ width }));
  const write = rowWriter(sheet, widths, tools);
  write.addPageRow(headerOf(table, kinds));
  return { sheet, write, rows: 0 };
}

/** The kinds of the first row's cells: what a column holds. */
function firstKinds(table: ListedTable): readonly Cell["kind"][] {
  const [first = []] = cellsOf(table);
  return first.map(({ kind }) => kind);
}

/** Titles stand where the values below them stand. */
function headerOf({ columns }: ListedTable, kinds: PartOf["kinds"]): readonly PlacedCell[] {
  return columns.map(({ title }, index) => {
    const kind = kinds[index];
    return placed(title, kind !== undefined && rightAligned.has(kind) ? "column-right" : "header");
  });
}

function endPart({ sheet, rows }: OpenPart, plan: TableSheet, { tools, part, kinds }: PartOf): void {
  const { name, table, cellNames = [] } = plan;
  const titles = table.columns.map(({ title }) => title);
  const bottom = Math.max(2, rows + 1);
  const { names, applied } = tools;
  const sheetName = partName(name, part);
  if (applied.streamed) {
    sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: rows + 1, column: titles.length } };
  } else {
    addTable(sheet, { name: names.claim(sheetName), titles, rows });
    barsOf(kinds).forEach((column, index) => {
      addDataBar(sheet, `${column}2:${column}${bottom}`, index + 1);
    });
  }
  names.add(`${sheetName} data`, rangeRef(sheetName, { top: 2, left: 1, bottom, right: titles.length }));
  for (const cell of cellNames) nameCell(cell, plan, { tools, part, kinds });
  endSheet(sheet);
}

/** Shares are shown as bars. */
function barsOf(kinds: PartOf["kinds"]): readonly string[] {
  return kinds.flatMap((kind, index) => (kind === "percent" ? [columnLetters(index + 1)] : []));
}

function nameCell(
  { name, row, column }: NonNullable<TableSheet["cellNames"]>[number],
  plan: TableSheet,
  { tools, part }: PartOf,
): void {
  const rowsOfData = tools.applied.limits.rowsPerSheet - 1;
  if (Math.floor(row / rowsOfData) + 1 !== part) return;
  const line = (row % rowsOfData) + 2;
  const left = plan.table.columns.findIndex((other) => other.name === column) + 1;
  tools.names.add(name, rangeRef(partName(plan.name, part), { top: line, left, bottom: line, right: left }));
}

/** Streamed sheets are ended one by one; those in memory know no such step. */
function endSheet(sheet: Worksheet): void {
  if ("commit" in sheet && typeof sheet.commit === "function") sheet.commit();
}
