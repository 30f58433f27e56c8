import type { ConditionalFormattingRule, Cvfo, TableProperties, Worksheet } from "exceljs";
import { invariant } from "../../domain/invariant.ts";
import { barColour } from "./palette.ts";

/** A table to be laid over cells that are already there. */
export interface TableLayout {
  readonly name: string;
  /** Equal to the header cells. */
  readonly titles: readonly string[];
  /** Rows of data; a table without any gets an empty one, since Excel refuses a table of a header alone. */
  readonly rows: number;
}

/** Makes the cells of a sheet, header in row 1, a real Excel table with filters. For workbooks made in memory. */
export function addTable(sheet: Worksheet, { name, titles, rows }: TableLayout): void {
  const columns: TableProperties["columns"] = uniqueTitles(titles).map((title) => ({
    name: title,
    filterButton: true,
  }));
  sheet.addTable({
    name,
    ref: "A1",
    headerRow: true,
    style: { theme: "TableStyleLight1", showRowStripes: true },
    columns,
    // Only its length is read: the cells stand there already, and writing them twice is what makes tables slow.
    rows: new Array<never>(Math.max(1, rows)),
  });
}

/** @throws Error when two columns have one title, which Excel does not forgive: a bug */
function uniqueTitles(titles: readonly string[]): readonly string[] {
  const seen = new Set(titles.map((title) => title.toLowerCase()));
  invariant(seen.size === titles.length, `two columns with one title: ${titles.join(", ")}`);
  return titles;
}

/** What the library writes of a data bar; its own type leaves some of it out. */
interface BarRule {
  readonly type: "dataBar";
  readonly priority: number;
  readonly cfvo: Cvfo[];
  readonly color: { readonly argb: string };
  readonly gradient: boolean;
}

/**
 * Shows shares as bars, full from 100 % on. For workbooks made in memory: streamed, the library writes one half of a
 * bar's definition only, and Excel then offers to repair the file.
 *
 * @param ref - the cells, e.g. `J2:J40`
 * @param number - counted from 1 on each sheet
 */
export function addBar(sheet: Worksheet, ref: string, number: number): void {
  const rule: BarRule = {
    type: "dataBar",
    priority: number,
    cfvo: [
      { type: "num", value: 0 },
      { type: "num", value: 1 },
    ],
    color: { argb: barColour },
    gradient: false,
  };
  sheet.addConditionalFormatting({ ref, rules: [withSteadyId(rule, sheet.id, number) as ConditionalFormattingRule] });
}

/** The library gives both halves of a bar a random id, another one each run; this one stays what it is. */
function withSteadyId(rule: BarRule, sheet: number, number: number): unknown {
  const id = `{7B000000-0000-4000-8000-${String(sheet * 1_000 + number).padStart(12, "0")}}`;
  return Object.defineProperty(rule, "x14Id", { get: () => id, set: () => {}, enumerable: true });
}
