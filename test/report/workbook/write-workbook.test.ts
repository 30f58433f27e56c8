import { readFile } from "node:fs/promises";
import { join } from "node:path";
import ExcelJS from "exceljs";
import JSZip from "jszip";
import { describe, expect, it } from "vitest";
import { InputError } from "../../../src/domain/input-error.ts";
import { outputTables } from "../../../src/report/output-tables.ts";
import { excelLimits, type WorkbookLimits } from "../../../src/report/workbook/limits.ts";
import type { SheetPlan } from "../../../src/report/workbook/sheet-plan.ts";
import { allSheets } from "../../../src/report/workbook/sheets/all-sheets.ts";
import { writeWorkbook } from "../../../src/report/workbook/write-workbook.ts";
import { sampleJob, sampleReport } from "../sample-report.ts";
import { tempFolder } from "../temp-folder.ts";

const tables = outputTables(sampleReport, sampleJob);
const plans = allSheets(sampleReport, tables, { mask: true });
const inMemory: WorkbookLimits = excelLimits;
const streamed: WorkbookLimits = { ...excelLimits, cellsInMemory: 0 };

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

/** Every cell of the sheets with data, with its text, type and look; links, which look like links, are tested apart. */
function cellsOf(workbook: ExcelJS.Workbook, links: ReadonlySet<string>): readonly unknown[] {
  return workbook.worksheets
    .filter(({ name }) => name !== "About")
    .map((sheet) => {
      const cells: unknown[] = [];
      sheet.eachRow((row) => {
        row.eachCell(({ address, text, type, numFmt, font, fill, alignment }) => {
          const isLink = links.has(`${sheet.name} ${address}`);
          cells.push([address, text, numFmt, fill, alignment, ...(isLink ? [] : [type, font])]);
        });
      });
      return { name: sheet.name, widths: sheet.columns.map(({ width }) => width), cells };
    });
}

/** The cells of a workbook that lead somewhere, each with its sheet. */
function linkedCells(workbook: ExcelJS.Workbook): ReadonlySet<string> {
  const found = new Set<string>();
  for (const sheet of workbook.worksheets) {
    sheet.eachRow((row) =>
      row.eachCell((cell) => cell.type === ExcelJS.ValueType.Hyperlink && found.add(`${sheet.name} ${cell.address}`)),
    );
  }
  return found;
}

/** The links of a sheet as its part has them: cell and where it leads. The library reads back only those of its own kind. */
async function linksOf(limits: WorkbookLimits, name: string): Promise<readonly string[]> {
  const path = join(await tempFolder(), "tier-report.xlsx");
  await writeWorkbook(path, { plans, asOf: sampleReport.asOf }, limits);
  const zip = await JSZip.loadAsync(await readFile(path));
  const number = plans.findIndex((plan) => plan.name === name) + 1;
  const part = (await zip.file(`xl/worksheets/sheet${number}.xml`)?.async("string")) ?? "";
  const parts = (await zip.file(`xl/worksheets/_rels/sheet${number}.xml.rels`)?.async("string")) ?? "";
  const targets = new Map([...parts.matchAll(/Id="(rId\d+)"[^>]* Target="([^"]*)"/g)].map(([, id, to]) => [id, to]));
  return [...part.matchAll(/<hyperlink ref="(\w+)" (r:id|location)="([^"]*)"\/>/g)].map(([, cell, how, to = ""]) => {
    const place = how === "location" ? to : (targets.get(to) ?? "no such part");
    return `${cell} ${place.replaceAll("&apos;", "'").replaceAll(/[#$]/g, "")}`;
  });
}

describe.each([
  { way: "in memory", limits: inMemory },
  { way: "streamed", limits: streamed },
])("writeWorkbook $way", ({ limits }) => {
  it("writes the summary first, and every sheet with A1 active and page x of y at its foot", async () => {
    const workbook = await writeAndOpen(limits);
    expect(workbook.worksheets[0]?.name).toBe("Summary");
    expect(workbook.views[0]?.activeTab).toBe(0);
    for (const sheet of workbook.worksheets) {
      expect(sheet.views[0]?.activeCell).toBe("A1");
      expect(sheet.headerFooter.oddFooter).toBe("&L&A&CAs of 2017-07-31&RPage &P of &N");
      expect(sheet.pageSetup).toMatchObject({ orientation: "landscape", fitToPage: true });
      expect(sheet.hasMerges).toBe(false);
    }
  });

  it("freezes the header and the first columns of a table and prints the header on each page", async () => {
    const sheet = sheetOf(await writeAndOpen(limits), "Partners");
    expect(sheet.views[0]).toMatchObject({ state: "frozen", xSplit: 2, ySplit: 1 });
    expect(sheet.pageSetup).toMatchObject({ fitToHeight: 0, printTitlesRow: "1:1", printTitlesColumn: "A:B" });
    expect(sheet.getCell("A1").font).toMatchObject({ bold: true });
    expect(sheet.getCell("A1").alignment).toMatchObject({ wrapText: true });
  });

  it("prints sheets one page wide, but for the widest, of which nobody could read that", async () => {
    const { worksheets } = await writeAndOpen(limits);
    const wide = worksheets.filter(({ pageSetup }) => pageSetup.fitToWidth !== 1);
    expect(wide.map(({ name, pageSetup }) => [name, pageSetup.fitToWidth, pageSetup.pageOrder])).toEqual([
      ["Partners", 2, "overThenDown"],
    ]);
  });

  it("names the data of every sheet and every threshold", async () => {
    const names = (await writeAndOpen(limits)).definedNames.model;
    const rangesOf = (name: string) => names.find((defined) => defined.name === name)?.ranges;
    expect(rangesOf("Qualified_data")).toEqual(["Qualified!$A$2:$K$3"]);
    expect(rangesOf("threshold_silver_azure_consumption_developed_markets")).toEqual(["Rules!$E$3"]);
    expect(rangesOf("threshold_gold_certified_people")).toHaveLength(1);
    expect(rangesOf("Partners_by_tier_chart")).toEqual(["'Chart data'!$A$4:$B$7"]);
    const own = names.map(({ name }) => name).filter((name) => !name.startsWith("_xlnm"));
    expect(new Set(own).size).toBe(own.length);
  });

  it("keeps ids and formulas as text, and cleans what Excel cannot hold", async () => {
    const sheet = sheetOf(await writeAndOpen(limits), "Partners");
    expect(sheet.getCell("A2").value).toBe("0012345");
    expect(sheet.getCell("B2").value).toBe('=HYPERLINK("https://example.com","Fabrikam")');
    expect(sheet.getCell("B4").value).toBe("Fabrik\uFFFD Süd _x000D_ \uFFFD");
    expect(sheet.getCell("B5").value).toBe("Contoso\nWest");
  });

  it("bears the as-of day, not the clock", async () => {
    const { created, modified, title } = await writeAndOpen(limits);
    expect([created, modified, title]).toEqual([
      new Date("2017-07-31"),
      new Date("2017-07-31"),
      "Partner tiers as of 2017-07-31",
    ]);
  });

  it("goes on in a second sheet when the first is full, and says so", async () => {
    const workbook = await writeAndOpen({ ...limits, rowsPerSheet: 6 });
    const gaps = workbook.worksheets.map(({ name }) => name).filter((name) => name.startsWith("Gaps"));
    expect(gaps).toEqual(["Gaps", "Gaps (2)", "Gaps (3)"]);
    expect(workbook.getWorksheet("Partners (2)")).toBeUndefined();
    const [first, third] = [sheetOf(workbook, "Gaps"), sheetOf(workbook, "Gaps (3)")];
    expect([first.rowCount, third.rowCount]).toEqual([6, 3]);
    expect(third.getCell("A1").value).toBe("Partner ID");
    expect(sheetOf(workbook, "About").getColumn("A").values).toContain("Gaps goes on");
  });

  it("names the path when the folder is missing", async () => {
    const path = join(await tempFolder(), "missing", "tier-report.xlsx");
    const refused = writeWorkbook(path, { plans, asOf: sampleReport.asOf }, limits);
    await expect(refused).rejects.toThrow(InputError);
    await expect(refused).rejects.toThrow(path);
  });
});

describe("a workbook made in memory", () => {
  it("has a real table on every sheet with data, with a filter on each column", async () => {
    const workbook = await writeAndOpen(inMemory);
    const tablesOf = workbook.worksheets.map((sheet) => [sheet.name, sheet.getTables().length]);
    expect(tablesOf).toEqual(plans.map(({ name, layout }) => [name, layout === "table" ? 1 : 0]));
    expect(workbook.worksheets.every(({ autoFilter }) => !autoFilter)).toBe(true);
  });

  it("leads from a partner to its gaps, people and months, and back", async () => {
    const links = (await linksOf(inMemory, "Partners")).map((link) => link.replace(/^[A-Z]+(\d+)/, "$1"));
    expect(links).toEqual(expect.arrayContaining(["2 'Gaps'!A2", "2 'Monthly'!A2", "3 'People'!A2", "3 'Monthly'!A3"]));
    expect((await linksOf(inMemory, "Gaps"))[0]).toBe("A2 'Partners'!A2");
    expect(await linksOf(inMemory, "Monthly")).toHaveLength(sampleReport.assessments.length);
    expect(await linksOf(inMemory, "Summary")).toContainEqual(expect.stringContaining("'Data quality'!A1"));
  });

  it("leaves out the links of a sheet that would have too many, and says so", async () => {
    const many = (await linksOf(inMemory, "Gaps")).length;
    const [at, above] = [many, many - 1].map((linksPerSheet) => ({ ...inMemory, linksPerSheet }));
    if (at === undefined || above === undefined) throw new Error("no limits");
    expect([(await linksOf(at, "Gaps")).length, (await linksOf(above, "Gaps")).length]).toEqual([many, 0]);
    const aboutOf = async (of: WorkbookLimits) => sheetOf(await writeAndOpen(of), "About").getColumn("A").values;
    expect(await aboutOf(at)).not.toContain("No links on Gaps");
    expect(await aboutOf(above)).toContain("No links on Gaps");
  });

  it("shows shares as bars that are full at 100 %", async () => {
    const sheet = sheetOf(await writeAndOpen(inMemory), "Gaps");
    const formats: unknown = Reflect.get(sheet, "conditionalFormattings");
    expect(formats).toMatchObject([
      { ref: "J2:J13", rules: [{ type: "dataBar", cfvo: [{ value: 0 }, { value: 1 }], color: { argb: "FF9DC3E6" } }] },
    ]);
  });

  it("explains the figures in notes", async () => {
    const sheet = sheetOf(await writeAndOpen(inMemory), "Summary");
    const notes: string[] = [];
    sheet.eachRow((row) => row.eachCell((cell) => cell.note !== undefined && notes.push(cell.text)));
    expect(notes).toEqual(["Partners", "Gold", "Silver", "No tier", "Unknown", "Close to silver", "Close to gold"]);
  });
});

describe("a streamed workbook", () => {
  it("has plain filters, no tables, bars, notes or links, and says so", async () => {
    const workbook = await writeAndOpen(streamed);
    const sheet = sheetOf(workbook, "Gaps");
    expect(sheet.autoFilter).toBe("A1:K13");
    expect(workbook.worksheets.flatMap((one) => one.getTables())).toEqual([]);
    expect(Reflect.get(sheet, "conditionalFormattings")).toEqual([]);
    expect((await Promise.all(plans.map(({ name }) => linksOf(streamed, name)))).flat()).toEqual([]);
    const about = sheetOf(workbook, "About");
    const row = about.getColumn("A").values.indexOf("Large workbook");
    expect(about.getCell(row, 2).text).toContain("no data bars, no notes and no links");
  });
});

describe("writeWorkbook", () => {
  it("writes the same cells in memory and streamed, but for links", async () => {
    const made = await writeAndOpen(inMemory);
    const links = linkedCells(made);
    expect(cellsOf(await writeAndOpen(streamed), links)).toEqual(cellsOf(made, links));
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
    const workbook = await writeAndOpen(inMemory, allSheets(empty, outputTables(empty, sampleJob), { mask: true }));
    expect(sheetOf(workbook, "Partners").rowCount).toBe(1);
    expect(sheetOf(workbook, "Summary").getCell("A2").value).toContain("of 0 partners");
  });
});
