import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import ExcelJS from "exceljs";
import JSZip from "jszip";
import { describe, expect, it } from "vitest";
import { usd } from "../../../src/domain/money.ts";
import type { Cell } from "../../../src/report/tables/column.ts";
import { streamedRows } from "../../../src/report/workbook/streamed-rows.ts";
import { styleBook } from "../../../src/report/workbook/styles.ts";

const table = { widths: [20, 20, 20, 20, 20, 20], styleOf: styleBook(), rowsPerSheet: 3 };
const cells: readonly Cell[] = [
  { kind: "text", value: "Contoso" },
  { kind: "usd", value: usd("-12.345") },
  { kind: "day", value: "2017-07-31" },
  { kind: "boolean", value: false },
  { kind: "count", value: undefined },
  { kind: "text", value: "" },
];

/** The rows of a streamed sheet as they are printed, styles left out. */
async function printed(rows: readonly (readonly Cell[])[], linked = false): Promise<readonly string[]> {
  const stream = new PassThrough();
  const bytes = buffer(stream);
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: true });
  const sheet = workbook.addWorksheet("A");
  sheet.addRow(["header"]).commit();
  const print = streamedRows(sheet, table);
  rows.forEach((row, number) => {
    print?.(row, { links: linked ? [() => ({ sheet: "B", row: 5 })] : [] }, number);
  });
  sheet.commit();
  await workbook.commit();
  const zip = await JSZip.loadAsync(await bytes);
  const xml = (await zip.file("xl/worksheets/sheet1.xml")?.async("string")) ?? "";
  return [...xml.matchAll(/<row r="(?!1")[^>]*>.*?<\/row>|<hyperlink [^>]*>/g)].map(([row]) =>
    row.replace(/ s="\d+"/g, ""),
  );
}

describe("streamedRows", () => {
  it("prints each value as its own type, and nothing where there is none", async () => {
    expect(await printed([cells])).toEqual([
      '<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2"><v>-12.35</v></c><c r="C2"><v>42947</v></c><c r="D2" t="b"><v>0</v></c></row>',
    ]);
  });

  it("counts the rows of each sheet anew, below its header", async () => {
    const rows = await printed([cells, cells, cells].map(() => [{ kind: "count", value: 1 }]));
    expect(rows.map((row) => /r="(\d)"/.exec(row)?.[1])).toEqual(["2", "3", "2"]);
  });

  it("gives wrapped text the height it needs", async () => {
    const [row] = await printed([[{ kind: "text", value: "x".repeat(50) }]]);
    expect(row).toMatch(/^<row r="2" ht="\d+" customHeight="1">/);
  });

  it("links text to its place", async () => {
    const [, link] = await printed([cells], true);
    expect(link).toContain('ref="A2"');
  });

  it("says where the library is not built as expected", () => {
    expect(streamedRows(new ExcelJS.Workbook().addWorksheet("A"), table)).toBeUndefined();
  });
});
