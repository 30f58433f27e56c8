import type { ConditionalFormattingRule, Cvfo, TableProperties, Worksheet } from "exceljs";
import { cleanText } from "./clean-text.ts";
import { barColour } from "./palette.ts";

/** A table to lay over cells that exist already. */
export interface TableLayout {
  readonly name: string;
  /** Texts of the header cells; none twice, since Excel does not accept such a table. */
  readonly titles: readonly string[];
  /** Rows of data. A table without any gets an empty one, since Excel refuses a table that is only a header. */
  readonly rows: number;
}

/** Turns the cells of a sheet, header in row 1, into an Excel table with filters. For workbooks made in memory. */
export function addTable(sheet: Worksheet, { name, titles, rows }: TableLayout): void {
  const columns: TableProperties["columns"] = titles.map((title) => ({
    name: cleanText(title),
    filterButton: true,
  }));
  sheet.addTable({
    name,
    ref: "A1",
    headerRow: true,
    style: { theme: "TableStyleLight1", showRowStripes: true },
    columns,
    // Only the length is read: the cells exist already, and writing them twice is what makes tables slow.
    rows: new Array<never>(Math.max(1, rows)),
  });
}

/** A data bar as the library writes it; the library's own type lacks some of the fields. */
interface BarRule {
  readonly type: "dataBar";
  readonly priority: number;
  readonly cfvo: Cvfo[];
  readonly color: { readonly argb: string };
  readonly gradient: boolean;
}

/**
 * Shows shares as bars, full from 100 % on. For workbooks made in memory: when streaming, the library writes only one
 * half of a bar's definition, and Excel then offers to repair the file.
 *
 * @param ref - cells, e.g. `J2:J40`
 * @param number - number of the bar on its sheet, counted from 1
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

/** Fixes the id that joins the two halves of a bar; the library would set a random one, different in each run. */
function withSteadyId(rule: BarRule, sheet: number, number: number): unknown {
  const id = `{7B000000-0000-4000-8000-${String(sheet * 1_000 + number).padStart(12, "0")}}`;
  return Object.defineProperty(rule, "x14Id", { get: () => id, set: () => {}, enumerable: true });
}
