import type { TableProperties, Worksheet } from "exceljs";

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
  if (seen.size !== titles.length) throw new Error(`two columns with one title: ${titles.join(", ")}`);
  return titles;
}
