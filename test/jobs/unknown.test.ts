import { cpSync } from "node:fs";
import { join } from "node:path";
import ExcelJS from "exceljs";
import { describe, expect, it } from "vitest";
import { explainCommand } from "../../src/cli/explain-command.ts";
import { outcomeJson, outcomeText } from "../../src/cli/outcome-text.ts";
import { fakeTerminal } from "../cli/fake-terminal.ts";
import { type Files, type JobFolder, jobFolder, plainRows } from "../fixtures/job-folder.ts";

// A run on partners too many of whose rows are rejected (S11): test/golden/unknown/case.md says who they are.

const situation = join(import.meta.dirname, "..", "golden", "unknown", "input");

function desk(): JobFolder {
  const folder = jobFolder();
  cpSync(situation, folder.input, { recursive: true });
  return folder;
}

async function workbookOf(folder: string): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(join(folder, "tier-report.xlsx"));
  return workbook;
}

/** The cells of a sheet's row that begins with a partner's id, by the titles of their columns. */
function rowOf(workbook: ExcelJS.Workbook, name: string, partnerId: string): Record<string, unknown> | undefined {
  const sheet = workbook.getWorksheet(name);
  if (sheet === undefined) throw new Error(`no sheet ${name}`);
  const titles = (sheet.getRow(1).values as readonly string[]).slice(1);
  let found: Record<string, unknown> | undefined;
  sheet.eachRow((row) => {
    if (row.getCell(1).text !== partnerId || found !== undefined) return;
    found = Object.fromEntries(titles.map((title, column) => [title, row.getCell(column + 1).value]));
  });
  return found;
}

describe("a partner whose tier is unknown", () => {
  it("has dashes in the workbook, no row in Qualified and Close, and a count of its own", async () => {
    const outcome = await desk().run({ workbook: true });
    const workbook = await workbookOf(outcome.folder);
    expect(rowOf(workbook, "Partners", "3100002")).toMatchObject({
      Tier: "unknown",
      "Consumption (US$)": "–",
      "Consumption gap (US$)": "–",
      "Consumption (% of threshold)": "–",
      People: 1,
      "Rejected rows of this partner": 3,
      owner: "Ann",
      region: "EMEA",
    });
    expect(rowOf(workbook, "Partners", "3100011")).toMatchObject({ "Consumption (US$)": 15000, People: "–" });
    expect(rowOf(workbook, "Gaps", "3100002")).toMatchObject({ Measured: "–", Gap: "–", owner: "Ann", region: "EMEA" });
    expect(rowOf(workbook, "Monthly", "3100002")).toMatchObject({ "2017-07": 14000, "Total (US$)": "–" });
    for (const sheet of ["Qualified", "Close"]) expect(rowOf(workbook, sheet, "3100002")).toBeUndefined();
    expect(rowOf(workbook, "Close", "3100001")).toMatchObject({ Tier: "none", owner: "Bob", region: "EMEA" });

    const tiles: string[][] = [];
    workbook.getWorksheet("Summary")?.eachRow((row) => tiles.push((row.values as unknown[]).slice(1).map(String)));
    const labels = tiles.find(([first]) => first === "Partners" && tiles.length > 0);
    const figures = tiles[tiles.indexOf(labels ?? []) + 1];
    expect(labels?.slice(0, 5).map((label, index) => `${label} ${figures?.[index]}`)).toEqual([
      "Partners 14",
      "Gold 1",
      "Silver 2",
      "No tier 6",
      "Unknown 5",
    ]);
    expect(outcomeText(outcome)).toContain("1 gold, 2 silver, 6 without a tier, 5 unknown; 4 close to the next tier.");
    expect(outcomeJson(outcome)).toMatchObject({ partners: { total: 14, gold: 1, silver: 2, none: 6, unknown: 5 } });
  });

  it("is explained with the rows that make it so, as published", async () => {
    const folder = desk();
    const { report } = await folder.run();
    for (const { partnerId, tier } of report.assessments) {
      const fake = fakeTerminal(folder.root);
      const words = [partnerId, "--input", folder.input, "--output", folder.output, "--quiet"];
      await explainCommand(fake.terminal).parseAsync(words, { from: "user" });
      const said = tier === "none" ? "no tier" : tier === "unknown" ? "tier unknown" : tier;
      expect(fake.stdout()).toContain(` as of 2017-08-15: ${said}; `);
      if (partnerId === "3100002") {
        const share = "3 of 11 consumption rows of this partner are rejected";
        expect(fake.stdout()).toContain(`SILVER is NOT KNOWN: it lacks rows to judge by: ${share}.`);
        expect(fake.stdout()).toContain(`found     unknown: ${share}; see rejects.csv`);
      }
    }
  });

  it("cannot be explained with another limit", async () => {
    const folder = desk();
    await folder.run();
    const fake = fakeTerminal(folder.root, { TIERBOOK_LIMITS_REJECTED_PERCENT_PER_PARTNER: "30" });
    const words = ["3100002", "--input", folder.input, "--output", folder.output, "--quiet"];
    await expect(explainCommand(fake.terminal).parseAsync(words, { from: "user" })).rejects.toThrow(
      "another setting of `limits.rejectedPercentPerPartner` than in the published run",
    );
  });
});

describe("a tier that becomes unknown, and is known again", () => {
  const ledger = (amounts: readonly string[]): Files => ({
    "consumption/a.csv": `partner_id,customer_id,subscription_id,date,amount_usd,association\n${amounts
      .map((amount) => `1000001,t-1,s-1,2017-07-30,${amount},dpor\n`)
      .join("")}`,
  });
  const people =
    "person_id,email,partner_id,credential,title,completed_on,expires_on,result\n7,,1000001,70-532,,2017-03-01,,pass\n";

  it("is neither demoted nor promoted, and changes.csv says why", async () => {
    const folder = jobFolder({ "transcripts/a.csv": people, ...ledger(["8000", "8000"]) });
    await folder.run();
    folder.write(ledger(["8000", "x"]));
    await folder.run();
    const [became] = plainRows(folder.latest("changes.csv").replaceAll(/"[^"]*"/g, "quoted"));
    expect(became).toMatchObject({ kind: "unknown", after: "tier unknown", consumption_after_usd: "" });
    expect(folder.latest("changes.csv")).toContain("consumption unknown now: too many of the partner's rows rejected");
    folder.write(ledger(["8000", "8000"]));
    const { report } = await folder.run();
    expect(report.changes).toMatchObject([{ kind: "known", before: { tier: "unknown" }, after: { tier: "silver" } }]);
    expect(folder.latest("changes.csv")).toContain("consumption known again: ");
  });
});

describe("a partner that only a rejected transcript row names", () => {
  it("is assessed, and what it lacks is unknown (S12)", async () => {
    const folder = jobFolder({
      ...{ "partners.csv": "partner_id,partner_name,country\n1000011,Contoso,Germany\n" },
      "consumption/a.csv":
        "partner_id,customer_id,subscription_id,date,amount_usd,association\n1000011,t-1,s-1,2017-07-30,1,dpor\n",
      "transcripts/a.csv": `person_id,email,partner_id,credential,title,completed_on,expires_on,result
7,,1000011,70-532,,2017-03-01,,pass
8,,1000012,70-532,,2017-02-30,,pass
9,,1000013,70-532,,2017-02-30,,pass,,,more
`,
    });
    const { report } = await folder.run();
    expect(report.assessments.map(({ partnerId, tier, rowsRejected }) => [partnerId, tier, rowsRejected])).toEqual([
      ["1000011", "none", 0],
      ["1000012", "none", 1],
    ]);
    expect(report.assessments[1]).toMatchObject({ people: undefined, nextTierFinding: "unknown" });
  });
});
