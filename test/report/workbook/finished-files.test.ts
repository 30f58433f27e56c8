import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RunReport } from "../../../src/domain/report.ts";
import { writeCsv } from "../../../src/report/csv/write-csv.ts";
import { type OutputTables, outputTables } from "../../../src/report/output-tables.ts";
import type { Table } from "../../../src/report/tables/column.ts";
import { excelLimits } from "../../../src/report/workbook/limits.ts";
import { allSheets } from "../../../src/report/workbook/sheets/all-sheets.ts";
import { writeWorkbook } from "../../../src/report/workbook/write-workbook.ts";
import { sampleJob, sampleReport } from "../sample-report.ts";
import { tempFolder } from "../temp-folder.ts";
import { hostileReport, hostileTexts, randomReport } from "./hostile-report.ts";
import { expectSameCells } from "./opened/expect-same-cells.ts";
import { openPackage } from "./opened/open-package.ts";
import { packageFaults } from "./opened/package-faults.ts";
import { cellsOf } from "./opened/read-cells.ts";
import { descendants } from "./opened/read-xml.ts";

// The workbook as it lies on the disk, read by a reader of its own.

const emptyReport: RunReport = {
  ...sampleReport,
  assessments: [],
  people: [],
  conflicts: [],
  sources: [],
  rejects: [],
  warnings: [],
};
const ways = [
  { way: "in memory", limits: excelLimits },
  { way: "streamed", limits: { ...excelLimits, cellsInMemory: 0 } },
  { way: "over several sheets", limits: { ...excelLimits, rowsPerSheet: 12 } },
  { way: "without the links of the longest sheets", limits: { ...excelLimits, linksPerSheet: 2 } },
  { way: "streamed over several sheets", limits: { ...excelLimits, cellsInMemory: 0, rowsPerSheet: 12 } },
] as const;
const reports = [
  { what: "a small run", report: sampleReport },
  { what: "a run without any partner", report: emptyReport },
  { what: "a run of hostile texts", report: hostileReport },
  { what: "a random run", report: randomReport(1) },
];

interface Written {
  readonly path: string;
  readonly tables: OutputTables;
}

async function write(report: RunReport, limits = excelLimits): Promise<Written> {
  const tables = outputTables(report, sampleJob);
  const path = join(await tempFolder(), "tier-report.xlsx");
  await writeWorkbook(path, { plans: allSheets(report, tables, { mask: false }), asOf: report.asOf }, limits);
  return { path, tables };
}

/** A table as its CSV file has it, header first. */
async function csvOf(table: Table): Promise<string[][]> {
  const path = join(await tempFolder(), "a.csv");
  await writeCsv(path, table, { bom: false, delimiter: "," });
  return parse(await readFile(path), { relax_column_count: false });
}

describe.each(ways)("a workbook written $way", ({ limits }) => {
  it.each(reports)("of $what has no fault in any part and the cells of the CSV files", async ({ report }) => {
    const { path, tables } = await write(report, limits);
    const opened = await openPackage(path);
    expect(packageFaults(opened)).toEqual([]);
    for (const [sheet, table] of [
      ["Partners", tables.partners],
      ["Gaps", tables.gaps],
      ["People", tables.people],
    ] as const) {
      expectSameCells(opened, sheet, { csv: await csvOf(table), table });
    }
  });
});

describe.each(ways)("a workbook written $way, with further columns of any name,", ({ limits }) => {
  it("has no fault in any part", async () => {
    const names = [...hostileTexts.map(({ text }) => text.trim()), "Partner", "What is missing", "Market"];
    const cells = new Map(hostileReport.assessments.map(({ partnerId }) => [partnerId, names]));
    const { path } = await write({ ...hostileReport, furtherColumns: { names, cells } }, limits);
    expect(packageFaults(await openPackage(path))).toEqual([]);
  });
});

describe.each(ways.slice(0, 2))("a workbook written $way", ({ limits }) => {
  it("has the same bytes when it is written again", async () => {
    const [first, second] = [await write(hostileReport, limits), await write(hostileReport, limits)];
    expect((await readFile(second.path)).equals(await readFile(first.path))).toBe(true);
  });
});

describe("hostile text", () => {
  it.each([excelLimits, { ...excelLimits, cellsInMemory: 0 }])("stays text in Excel", async (limits) => {
    const { path } = await write(hostileReport, limits);
    const [, ...rows] = cellsOf(await openPackage(path), "Partners");
    expect(rows.map((row) => row[1])).toEqual(hostileTexts.map(({ excel }) => ({ type: "text", value: excel })));
  });

  it("stays text in CSV, escaped where a spreadsheet would run it", async () => {
    const { tables } = await write(hostileReport);
    const [, ...rows] = await csvOf(tables.partners);
    expect(rows.map((row) => row[1])).toEqual(hostileTexts.map(({ csv }) => csv));
  });

  it("becomes no formula anywhere in the workbook", async () => {
    const { path } = await write(hostileReport);
    const { xml } = await openPackage(path);
    const sheets = [...xml].filter(([part]) => part.startsWith("xl/worksheets/"));
    expect(sheets.flatMap(([, root]) => [...descendants(root, "f")])).toEqual([]);
  });
});

describe("random runs", () => {
  it("equal their CSV files", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 1_000_000 }), async (seed) => {
        const { path, tables } = await write(randomReport(seed));
        const opened = await openPackage(path);
        expect(packageFaults(opened)).toEqual([]);
        expectSameCells(opened, "Partners", { csv: await csvOf(tables.partners), table: tables.partners });
      }),
      { numRuns: 5, seed: 20_170_731 },
    );
  });
});
