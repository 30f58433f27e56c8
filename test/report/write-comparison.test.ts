import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import ExcelJS from "exceljs";
import { describe, expect, it } from "vitest";
import { usd } from "../../src/domain/money.ts";
import { comparisonText } from "../../src/report/comparison-text.ts";
import type { Compared } from "../../src/report/tables/comparison.ts";
import { writeComparison } from "../../src/report/write-comparison.ts";
import { closeToSilver, holdsGold, holdsSilver, sampleJob, sampleReport } from "./sample-report.ts";
import { tempFolder } from "./temp-folder.ts";

const compared: Compared = {
  before: sampleReport,
  after: { ...sampleReport, asOf: "2017-08-31" },
  partners: [
    {
      change: {
        partnerId: "2000",
        partnerName: "Contoso",
        kind: "promoted",
        before: holdsSilver,
        after: holdsGold,
        consumptionBefore: usd("20000.005"),
        consumptionAfter: usd("100000"),
        causes: [
          { kind: "month-entered", month: "2017-08", amount: usd("79999.995") },
          { kind: "person", event: "newly accepted", person: "jane@contoso.com", route: "exams", people: 1 },
        ],
      },
      before: holdsSilver,
      after: holdsGold,
    },
    {
      change: {
        partnerId: "0012345",
        partnerName: "Fabrikam",
        kind: "new",
        before: undefined,
        after: closeToSilver,
        consumptionBefore: undefined,
        consumptionAfter: usd("13759.4567"),
        causes: [{ kind: "named", named: true }],
      },
      before: undefined,
      after: closeToSilver,
    },
  ],
};

describe("writeComparison", () => {
  it("writes a CSV with one row a partner and a workbook, and replaces those of before", async () => {
    const folder = join(await tempFolder(), "compare", "a_and_b");
    await writeComparison({ ...compared, partners: [] }, folder, sampleJob);
    writeFileSync(join(folder, "left over"), "");
    const files = await writeComparison(compared, folder, sampleJob);
    expect(files).toEqual(["compare.csv", "compare.xlsx"].map((name) => join(folder, name)));
    const rows: Record<string, string>[] = parse(readFileSync(files[0] ?? ""), { columns: true });
    expect(rows[0]).toMatchObject({
      partner_id: "2000",
      change: "promoted",
      tier_before: "silver",
      tier_after: "gold",
      consumption_gap_usd_before: "80000.00",
      consumption_gap_usd_after: "0.00",
      why: "month entered the window: 2017-08; person newly accepted: j***@contoso.com (exams)",
    });
    expect(rows[1]).toMatchObject({ change: "new", tier_before: "", tier_after: "none", people_gap_after: "1" });
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(files[1] ?? "");
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(["Summary", "Compare", "Causes"]);
    expect(workbook.getWorksheet("Causes")?.rowCount).toBe(4);
  });
});

describe("comparisonText", () => {
  it("counts who stands otherwise, and says why", () => {
    const text = comparisonText(compared, { files: ["/out/compare.csv"], mask: true });
    expect(text).toContain("1 gains a tier, 1 is named on the second side only, 3 stand as before\n");
    expect(text).toContain("promoted: 2000 Contoso\n");
    expect(text).toContain("  - month entered the window: 2017-08 (+US$80,000.00)\n");
    expect(text).toContain("  - person newly accepted: j***@contoso.com (exams)\n");
    expect(text).not.toContain("jane@");
    expect(text.endsWith("\n\n/out/compare.csv\n")).toBe(true);
  });
});
