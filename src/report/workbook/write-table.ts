import type { Workbook, Worksheet } from "exceljs";
import { type Cell, cellsOf, type ListedTable } from "../tables/column.ts";
import { columnTitles } from "./column-titles.ts";
import { addBar, addTable } from "./excel-table.ts";
import { openSheet, type SheetTools } from "./open-sheet.ts";
import { sheetOptions } from "./page-setup.ts";
import { columnLetters, partName, rangeRef } from "./places.ts";
import { type PageRow, type PlacedCell, placed, type TableSheet } from "./sheet-plan.ts";

const rowsBetweenPauses = 500;

/** Kinds of cells that are right-aligned, like their headers. */
const rightAligned: ReadonlySet<Cell["kind"]> = new Set(["usd", "usd-gap", "usd-exact", "count", "percent", "day"]);

/** One of the sheets that a table is written to. */
interface Part {
  readonly name: string;
  /** Number of its first row in the whole table, counted from 0. */
  readonly from: number;
  /** Rows of data. */
  readonly rows: readonly unknown[];
  /** Kind of each column, taken from the table's first row; empty for a table without rows. */
  readonly kinds: readonly Cell["kind"][];
}

/** Adds a table to a workbook, on as many sheets as it takes. */
export async function writeTable(workbook: Workbook, plan: TableSheet, tools: SheetTools): Promise<void> {
  const { name, table } = plan;
  const rowsOfData = tools.applied.limits.rowsPerSheet - 1;
  const parts = tools.applied.continued.get(name) ?? 1;
  const kinds = firstKinds(table);
  for (let part = 1; part <= parts; part += 1) {
    const from = (part - 1) * rowsOfData;
    const rows = table.rows.slice(from, from + rowsOfData);
    await writePart(workbook, plan, { tools, part: { name: partName(name, part), from, rows, kinds } });
  }
}

interface PartOrder {
  readonly tools: SheetTools;
  readonly part: Part;
}

async function writePart(workbook: Workbook, plan: TableSheet, { tools, part }: PartOrder): Promise<void> {
  const { table, frozenColumns } = plan;
  const widths = table.columns.map(({ width }) => width);
  const options = sheetOptions({ widths, frozenColumns, foot: tools.foot });
  const open = openSheet(workbook, { name: part.name, widths, options }, tools);
  open.addRow(headerOf(table, part));
  const place = placer(plan, tools);
  let number = part.from;
  for (const cells of cellsOf({ columns: table.columns, rows: part.rows })) {
    open.addRow(place(cells, number));
    number += 1;
    if (number % rowsBetweenPauses === 0) await tools.pause();
  }
  finishPart(open.sheet, part, { plan, tools });
  open.end();
}

function firstKinds({ columns, rows }: ListedTable): readonly Cell["kind"][] {
  const [first = []] = cellsOf({ columns, rows: rows.slice(0, 1) });
  return first.map(({ kind }) => kind);
}

/** Returns the titles, aligned like the values below them. */
function headerOf({ columns }: ListedTable, { kinds }: Part): PageRow {
  return columnTitles(columns.map(({ title }) => title)).map((title, index) => {
    const kind = kinds[index];
    return placed(title, kind !== undefined && rightAligned.has(kind) ? "column-right" : "header");
  });
}

/** Returns a function that gives the cells of a row the links and roles of the plan. */
function placer({ name, table, links, look }: TableSheet, { applied }: SheetTools) {
  const linked = applied.withoutLinks.has(name) ? undefined : links;
  const byColumn = table.columns.map((column) => linked?.get(column.name));
  return (cells: readonly Cell[], row: number): readonly PlacedCell[] =>
    cells.map((cell, column) => ({ cell, role: look?.(cell, column), link: byColumn[column]?.(row) }));
}

/** Adds names, and filters if the workbook is streamed, else a table with bars. */
function finishPart(
  sheet: Worksheet,
  part: Part,
  { plan, tools }: { readonly plan: TableSheet; readonly tools: SheetTools },
): void {
  const titles = columnTitles(plan.table.columns.map(({ title }) => title));
  const rows = part.rows.length;
  const bottom = Math.max(2, rows + 1);
  if (tools.applied.streamed) {
    sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: rows + 1, column: titles.length } };
  } else {
    addTable(sheet, { name: tools.names.claim(part.name), titles, rows });
    for (const [index, column] of shareColumns(part).entries()) {
      addBar(sheet, `${column}2:${column}${bottom}`, index + 1);
    }
  }
  tools.names.add(`${part.name} data`, rangeRef(part.name, { top: 2, left: 1, bottom, right: titles.length }));
  nameCells(part, plan, tools);
}

/** Returns the letters of the columns of shares, which are shown as bars. */
function shareColumns({ kinds }: Part): readonly string[] {
  return kinds.flatMap((kind, index) => (kind === "percent" ? [columnLetters(index + 1)] : []));
}

function nameCells(
  { name: sheet, from, rows }: Part,
  { table, cellNames = [] }: TableSheet,
  { names }: SheetTools,
): void {
  for (const { name, row, column } of cellNames) {
    if (row < from || row >= from + rows.length) continue;
    const line = row - from + 2;
    const left = table.columns.findIndex((other) => other.name === column) + 1;
    names.add(name, rangeRef(sheet, { top: line, left, bottom: line, right: left }));
  }
}
