import { join } from "node:path";
import ExcelJS from "exceljs";
import { describe, expect, it } from "vitest";
import { InputError } from "../../../src/domain/input-error.ts";
import { csvText } from "../../../src/report/csv/csv-text.ts";
import { outputTables } from "../../../src/report/output-tables.ts";
import type { Table } from "../../../src/report/tables/column.ts";
import type { SheetPlan } from "../../../src/report/workbook/sheet-plan.ts";
import { allSheets } from "../../../src/report/workbook/sheets/all-sheets.ts";
import { type WorkbookLimits, writeWorkbook } from "../../../src/report/workbook/write-workbook.ts";
import { sampleJob, sampleReport } from "../sample-report.ts";
import { tempFolder } from "../temp-folder.ts";

const tables = outputTables(sampleReport, sampleJob);
const plans = allSheets(sampleReport, tables, true);
const inMemory: WorkbookLimits = { cellsInMemory: 400_000, rowsPerSheet: 1_048_576 };
const streamed: WorkbookLimits = { ...inMemory, cellsInMemory: 0 };

async function writeAndOpen(limits: WorkbookLimits, sheets: readonly SheetPlan[] = plans): Promise<ExcelJS.Workbook> {
  const path = join(await tempFolder(), "tier-report.xlsx");
  await writeWorkbook(path, { plans: sheets, asOf: sampleReport.asOf }, limits);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(path);
  return workbook;
}

function sheetOf(workbook: ExcelJS.Workbook, name: string): ExcelJS.Worksheet {
  const sheet = workbook.getWorksheet(name);
  if (sheet === undefined) throw new Error(`no sheet ${name}`);
  return sheet;
}

/** Every cell of a workbook with its value and look. */
function cellsOf(workbook: ExcelJS.Workbook): readonly unknown[] {
  return workbook.worksheets.map((sheet) => {
    const cells: unknown[] = [];
    sheet.eachRow((row) => {
      row.eachCell((cell) => {
        cells.push([cell.address, cell.value, cell.numFmt, cell.font, cell.fill, cell.alignment]);
      });
    });
    return { name: sheet.name, widths: sheet.columns.map(({ width }) => width), cells };
  });
}

/** A value of Excel as the CSV of the same table prints it. */
function asCsv(value: ExcelJS.CellValue, text: string): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value === "number") return /\.\d\d$/.test(text) ? value.toFixed(2) : String(value);
  return String(value);
}

/** CSV escapes formulas, and Excel cannot hold some characters: both undone for the comparison. */
function comparable(text: string): string {
  return text
    .replace(/^'(?=[=+\-@\t\r])/, "")
    .replace(/\r\n/g, "\n")
    .replaceAll("\u0001", "\uFFFD")
    .replaceAll("\uD800", "\uFFFD");
}

function expectSameCells(sheet: ExcelJS.Worksheet, table: Table): void {
  const csvRows = [...table.rows()].map((cells) => cells.map(csvText));
  expect(sheet.rowCount).toBe(csvRows.length + 1);
  csvRows.forEach((texts, index) => {
    const row = sheet.getRow(index + 2);
    const values = texts.map((text, column) => asCsv(row.getCell(column + 1).value, text));
    expect(values).toEqual(texts.map(comparable));
  });
}

describe.each([
  { way: "in memory", limits: inMemory },
  { way: "streamed", limits: streamed },
])("writeWorkbook $way", ({ limits }) => {
  it("writes the sheets in their order, the summary first, each with A1 active", async () => {
    const workbook = await writeAndOpen(limits);
    expect(workbook.worksheets.map(({ name }) => name)).toEqual([
      "Summary",
      "Partners",
      "Qualified",
      "Close",
      "Gaps",
      "People",
      "Monthly",
      "Changes",
      "Data quality",
      "Rules",
    ]);
    expect(workbook.worksheets.map(({ views }) => views[0]?.activeCell)).toEqual(Array(9).fill("A1"));
  });

  it.each([
    ["Partners", tables.partners],
    ["Gaps", tables.gaps],
    ["People", tables.people],
  ] as const)("has in %s what its CSV has", async (name, table) => {
    expectSameCells(sheetOf(await writeAndOpen(limits), name), table);
  });

  it("freezes, filters and prints a table for people", async () => {
    const sheet = sheetOf(await writeAndOpen(limits), "Partners");
    expect(sheet.views[0]).toMatchObject({ state: "frozen", xSplit: 2, ySplit: 1 });
    expect(sheet.autoFilter).toBe("A1:S6");
    expect(sheet.pageSetup).toMatchObject({ orientation: "landscape", fitToWidth: 1, fitToHeight: 0 });
    expect(sheet.pageSetup.printTitlesRow).toBe("1:1");
    expect(sheet.getCell("A1").font).toMatchObject({ bold: true });
  });

  it("keeps ids and formulas as text, and cleans what Excel cannot hold", async () => {
    const sheet = sheetOf(await writeAndOpen(limits), "Partners");
    expect(sheet.getCell("A2").value).toBe("0012345");
    expect(sheet.getCell("B2").value).toBe('=HYPERLINK("https://example.com","Fabrikam")');
    expect(sheet.getCell("B4").value).toBe("Fabrik\uFFFD Süd _x000D_ \uFFFD");
    expect(sheet.getCell("B5").value).toBe("Contoso\nWest");
  });

  it("bears the as-of day, not the clock", async () => {
    const { created, modified } = await writeAndOpen(limits);
    expect([created, modified]).toEqual([new Date("2017-07-31"), new Date("2017-07-31")]);
  });

  it("goes on in a second sheet when the first is full", async () => {
    const workbook = await writeAndOpen({ ...limits, rowsPerSheet: 6 });
    expect(workbook.worksheets.map(({ name }) => name).filter((name) => name.startsWith("Gaps"))).toEqual([
      "Gaps",
      "Gaps (2)",
      "Gaps (3)",
    ]);
    expect(workbook.getWorksheet("Partners (2)")).toBeUndefined();
    const [first, third] = [sheetOf(workbook, "Gaps"), sheetOf(workbook, "Gaps (3)")];
    expect([first.rowCount, third.rowCount]).toEqual([6, 3]);
    expect(third.getCell("A1").value).toBe("Partner ID");
  });

  it("names the path when the folder is missing", async () => {
    const path = join(await tempFolder(), "missing", "tier-report.xlsx");
    const refused = writeWorkbook(path, { plans, asOf: sampleReport.asOf }, limits);
    await expect(refused).rejects.toThrow(InputError);
    await expect(refused).rejects.toThrow(path);
  });
});

describe("writeWorkbook", () => {
  it("writes the same cells in memory and streamed", async () => {
    expect(cellsOf(await writeAndOpen(streamed))).toEqual(cellsOf(await writeAndOpen(inMemory)));
  });

  it("writes the same cells again for the same report", async () => {
    expect(cellsOf(await writeAndOpen(inMemory))).toEqual(cellsOf(await writeAndOpen(inMemory)));
  });

  it("writes sheets without any rows", async () => {
    const empty = {
      ...sampleReport,
      assessments: [],
      people: [],
      conflicts: [],
      sources: [],
      rejects: [],
      warnings: [],
    };
    const workbook = await writeAndOpen(inMemory, allSheets(empty, outputTables(empty, sampleJob), true));
    expect(sheetOf(workbook, "Partners").rowCount).toBe(1);
    expect(sheetOf(workbook, "Summary").getCell("A2").value).toContain("of 0 partners");
  });
});

describe("the summary", () => {
  it("answers in its second row and shows trust, totals and the closest", async () => {
    const sheet = sheetOf(await writeAndOpen(inMemory), "Summary");
    const texts: string[] = [];
    sheet.eachRow((row) => row.eachCell((cell) => texts.push(cell.text)));
    expect(sheet.getCell("A1").value).toBe("Cloud Platform: partner tiers");
    expect(sheet.getCell("A2").value).toBe(
      "As of 2017-07-31, of 5 partners 1 hold gold and 1 hold silver; 0 more are close to gold and 1 close to silver.",
    );
    expect(texts).toContain("Amber: read the warnings");
    expect(texts).toContain(
      "Read 5 rows and US$133,759.46, credited again 1 row and US$5.00; the buckets hold 6 rows and US$133,764.46.",
    );
    expect(texts).toContain("needs US$1,240.55 more consumption and 1 more person for silver");
  });

  it.each([
    { warnings: [], light: "Green: nothing to warn about" },
    { warnings: [{ code: "overlap", message: "twice", crossesLimit: true }], light: "Red: a limit is crossed" },
  ])("shows $light", async ({ warnings, light }) => {
    const report = { ...sampleReport, warnings };
    const sheet = sheetOf(await writeAndOpen(inMemory, allSheets(report, tables, true)), "Summary");
    const texts: string[] = [];
    sheet.eachRow((row) => row.eachCell((cell) => texts.push(cell.text)));
    expect(texts).toContain(light);
  });
});

describe("the other sheets", () => {
  it("show who qualifies, who is close, the months, the buckets and the rules", async () => {
    const workbook = await writeAndOpen(inMemory);
    const column = (name: string, letter: string) =>
      sheetOf(workbook, name).getColumn(letter).values.slice(2).map(String);
    expect(column("Qualified", "A")).toEqual(["2000", "3000"]);
    expect(column("Close", "A")).toEqual(["0012345"]);
    expect(column("Monthly", "O")).toEqual(["13759.46", "100000", "20000.01", "-5"]);
    expect(column("Data quality", "C")).toEqual(expect.arrayContaining(["warning", "outside-window", "bad-amount"]));
    expect(column("Data quality", "B")).toContain("j***@contoso.com");
    expect(column("Rules", "A")).toEqual(expect.arrayContaining(["revision", "clause", "credential", "assumption"]));
    expect(column("Rules", "E")).toEqual(expect.arrayContaining(["15000", "10000", "100000", "70000", "1", "2"]));
  });
});
