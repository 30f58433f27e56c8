import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "csv-parse/sync";
import ExcelJS from "exceljs";
import { describe, expect, it, onTestFinished } from "vitest";
import { loadConfig } from "../../../src/config/load-config.ts";
import type { RunReport } from "../../../src/domain/report.ts";
import { run } from "../../../src/jobs/run.ts";
import { writeCsv } from "../../../src/report/csv/write-csv.ts";
import { outputTables } from "../../../src/report/output-tables.ts";
import { type Cell, cellsOf, type Table } from "../../../src/report/tables/column.ts";
import { allSheets } from "../../../src/report/workbook/sheets/all-sheets.ts";
import { writeWorkbook } from "../../../src/report/workbook/write-workbook.ts";
import { sampleJob, sampleReport } from "../sample-report.ts";
import { randomReport } from "./hostile-report.ts";

// The workbook as the library itself reads it, cell for cell against the CSV files beside it.

/** The outputs of one run: their folder, and the tables they were printed from. */
interface Outputs {
  readonly folder: string;
  readonly tables: ReturnType<typeof outputTables>;
}

const inputFolder = fileURLToPath(new URL("../../../input", import.meta.url));

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "tierbook-same-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

async function shippedSample(): Promise<Outputs> {
  const overrides = { input: inputFolder, output: newFolder() };
  const cwd = fileURLToPath(new URL("../../..", import.meta.url));
  const config = loadConfig({ configFolder: "config", overrides, env: {}, cwd });
  const { report, folder } = await run({
    config,
    asOf: "2017-08-15",
    workbook: true,
    runId: "20170815T000000Z-test",
    clock: { now: () => "2017-08-15T00:00:00.000Z", elapsed: () => 0 },
    progress: { stage: () => {}, files: () => {}, warn: () => {} },
  });
  return { folder, tables: outputTables(report, config.job) };
}

async function outputsOf(report: RunReport): Promise<Outputs> {
  const folder = newFolder();
  const tables = outputTables(report, sampleJob);
  for (const name of ["partners", "gaps", "people", "consumption"] as const) {
    await writeCsv(join(folder, `${name}.csv`), tables[name], sampleJob.csv);
  }
  const plans = allSheets(report, tables, { mask: false });
  await writeWorkbook(join(folder, "tier-report.xlsx"), { plans, asOf: report.asOf });
  return { folder, tables };
}

describe.each([
  { what: "the shipped sample", make: shippedSample },
  { what: "a small run", make: () => outputsOf(sampleReport) },
  { what: "a random run", make: () => outputsOf(randomReport(2)) },
])("the workbook of $what, opened again", ({ make }) => {
  it("has in every cell what the CSV file has, in its own type", async () => {
    const { folder, tables } = await make();
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(join(folder, "tier-report.xlsx"));
    for (const [name, table] of Object.entries({
      Partners: tables.partners,
      Gaps: tables.gaps,
      People: tables.people,
    })) {
      const csv: string[][] = parse(readFileSync(join(folder, `${name.toLowerCase()}.csv`)));
      expectSame(workbook.getWorksheet(name), csv.slice(1), table);
    }
    expectSameMonths(workbook, parse(readFileSync(join(folder, "consumption.csv")), { columns: true }));
  });
});

function expectSame(sheet: ExcelJS.Worksheet | undefined, csv: readonly string[][], table: Table): void {
  if (sheet === undefined) throw new Error("no such sheet");
  expect(sheet.rowCount).toBe(csv.length + 1);
  const titles = sheet.getRow(1).values as readonly unknown[];
  const places = table.columns.map(({ title }) => titles.indexOf(title));
  const cells = [...cellsOf(table)];
  const found = csv.map((_, row) => places.map((place) => plainValue(sheet.getCell(row + 2, place))));
  expect(found).toEqual(csv.map((texts, row) => texts.map((text, column) => asExcel(text, cells[row]?.[column]))));
}

/** One row a partner and one column a month, against one row a partner and month. */
function expectSameMonths(
  workbook: ExcelJS.Workbook,
  csv: readonly { readonly partner_id: string; readonly month: string; readonly counted_usd: string }[],
): void {
  const sheet = workbook.getWorksheet("Monthly");
  const titles = sheet?.getRow(1).values as readonly unknown[];
  const rows = new Map<unknown, ExcelJS.Row>();
  sheet?.eachRow((row) => rows.set(plainValue(row.getCell(1)), row));
  const found = csv.map((one) => rows.get(one.partner_id)?.getCell(titles.indexOf(one.month)).value);
  expect(found).toEqual(csv.map(({ counted_usd: usd }) => asExcel(usd, { kind: "usd", value: 0n })));
}

/** A linked cell holds its text, like any other. */
function plainValue({ value }: ExcelJS.Cell): unknown {
  return typeof value === "object" && value !== null && "hyperlink" in value ? value.text : value;
}

function asExcel(text: string, cell: Cell | undefined): unknown {
  if (text === "") return cell !== undefined && "unknown" in cell ? "–" : null;
  switch (cell?.kind) {
    case "count":
      return Number(text);
    case "usd":
    case "usd-gap":
    case "usd-exact":
      return cents(text);
    case "day":
      return text < "1900-03-01" ? text : new Date(`${text}T00:00:00Z`);
    case "boolean":
      return text === "true";
    default:
      return asExcelText(text);
  }
}

/** At most two places, on the digits: rounded half away from zero. */
function cents(text: string): number {
  const [, sign = "", whole = "", two = "", rest = ""] = /^(-?)(\d+)\.(\d\d)(\d*)$/.exec(text) ?? [];
  const rounded = BigInt(`${whole}${two}`) + (/^[5-9]/.test(rest) ? 1n : 0n);
  return rounded === 0n ? 0 : Number(`${sign}${rounded}`) / 100;
}

/** The escape of the CSV undone, and what Excel cannot hold replaced. */
function asExcelText(text: string): string {
  const plain = text.replace(/^'(?=[=+\-@\t\r])/, "").replace(/\r\n?/g, "\n");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const clean = plain.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFE\uFFFF]/g, "\uFFFD");
  return clean.length > 32_767 ? `${clean.slice(0, 32_766)}…` : clean;
}
