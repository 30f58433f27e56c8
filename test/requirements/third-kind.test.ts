import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import ExcelJS from "exceljs";
import { describe, expect, it } from "vitest";
import { explainJson } from "../../src/cli/explain-json.ts";
import { explainText } from "../../src/cli/explain-text.ts";
import { allClauses } from "../../src/config/clauses/all-clauses.ts";
import { type Config, loadConfig } from "../../src/config/load-config.ts";
import { explainPartner } from "../../src/jobs/explain.ts";
import { type JobFolder, jobFolder } from "../fixtures/job-folder.ts";
import { customersClause, customersMeasure } from "./customers.ts";

const clause = (unit = "customers") => `        - id: served-customers
          measure: customers
          unit: ${unit}
          needed: 2
          quote: Partners must serve 2 customers within the previous 12 months
`;

const header = "partner_id,customer_id,subscription_id,date,amount_usd,association";
const people = "person_id,email,partner_id,credential,title,completed_on,expires_on,result";
const files = {
  "partners.csv": `partner_id,partner_name,country
1000001,Two Customers,Germany
1000002,One Customer,Germany
1000003,No Customer,Germany
`,
  "consumption/a.csv": `${header}
1000001,contoso,s-1,2017-06-03,10000,dpor
1000001,fabrikam,s-2,2017-06-03,5000,dpor
1000002,contoso,s-3,2017-06-03,15000,dpor
1000002,woodgrove,s-4,2016-07-31,15000,dpor
`,
  "transcripts/all.csv": `${people}
1,,1000001,70-532,,2017-03-01,,pass
2,,1000002,70-532,,2017-03-01,,pass
3,,1000003,70-532,,2017-03-01,,pass
`,
};
const measures = [customersMeasure];
const clauses = [...allClauses, customersClause] as const;

/** A folder whose rules ask for two customers for silver, besides what the shipped ones ask for. */
function folderWith(input: Readonly<Record<string, string>>, written = clause()): JobFolder {
  const folder = jobFolder(input, "{}\n");
  const rules = join(folder.root, "config", "rules", "cloud-platform-azure-consumption.yaml");
  writeFileSync(rules, readFileSync(rules, "utf8").replace(/^ {6}gold:$/m, `${written}      gold:`));
  return folder;
}

function configOf({ root, input, output }: JobFolder, kinds: typeof clauses | typeof allClauses = clauses): Config {
  return loadConfig({ configFolder: "config", overrides: { input, output }, env: {}, cwd: root, clauses: kinds });
}

async function published(input: Readonly<Record<string, string>> = files): Promise<JobFolder> {
  const folder = folderWith(input);
  await folder.run({ config: configOf(folder), measures, workbook: true });
  return folder;
}

function rowsOf(folder: JobFolder, name: string): Record<string, string>[] {
  return parse(folder.latest(name), { columns: true });
}

function explained(folder: JobFolder, partnerId: string) {
  const progress = { stage: () => {}, files: () => {}, warn: () => {} };
  return explainPartner({
    ...{ config: configOf(folder), partnerId, measures, progress },
    ...{ tier: undefined, asOf: undefined },
  });
}

async function sheetRows(folder: JobFolder, sheet: string): Promise<readonly string[]> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(join(folder.output, "latest", "tier-report.xlsx"));
  const rows: string[] = [];
  workbook.getWorksheet(sheet)?.eachRow((row) => rows.push((row.values as unknown[]).slice(1).map(textOf).join("|")));
  return rows;
}

function textOf(value: unknown): string {
  const linked = typeof value === "object" && value !== null && "text" in value ? value.text : value;
  return String(linked ?? "");
}

describe("a third kind of requirement, the number of customers", () => {
  it("decides verdicts: two customers are enough, one is close", async () => {
    const rows = rowsOf(await published(), "partners.csv");
    expect(rows.map((row) => [row["tier"], row["next_tier_finding"], row["gaps"]])).toEqual([
      ["silver", "short", "needs US$85,000.00 more consumption and 1 more person for gold"],
      ["none", "close", "needs 1 more customer for silver"],
      ["none", "short", "needs US$15,000.00 more consumption and 2 more customers for silver"],
    ]);
  });

  it("has rows of its own in gaps.csv, in its own unit", async () => {
    const rows = rowsOf(await published(), "gaps.csv").filter(({ unit }) => unit === "customers");
    expect(rows).toEqual([
      {
        ...{ partner_id: "1000002", partner_name: "One Customer", tier: "silver", requirement: "served-customers" },
        ...{ unit: "customers", required: "2", measured: "1", gap: "1", finding: "close" },
        what_to_do: "Win 1 more customer within the window.",
      },
      {
        ...{ partner_id: "1000003", partner_name: "No Customer", tier: "silver", requirement: "served-customers" },
        ...{ unit: "customers", required: "2", measured: "0", gap: "2", finding: "short" },
        what_to_do: "Win 2 more customers within the window.",
      },
    ]);
  });

  it("adds no column to partners.csv", async () => {
    const other = jobFolder(files);
    await other.run();
    const [columns] = (await published()).latest("partners.csv").split("\n");
    expect(columns).toBe(other.latest("partners.csv").split("\n")[0]);
  });

  it("decides about the month-ends to come as about the present", async () => {
    const first = rowsOf(await published(), "outlook.csv").filter(({ month_end: day }) => day === "2017-08-31");
    const atRunRate = first.filter(({ line }) => line === "run-rate");
    expect(atRunRate.map(({ tier }) => tier)).toEqual(["silver", "none", "none"]);
  });

  it("is unknown, not zero, where no consumption was read", async () => {
    const { "consumption/a.csv": _, ...withoutConsumption } = files;
    const folder = await published(withoutConsumption);
    const row = rowsOf(folder, "gaps.csv").find(({ unit }) => unit === "customers");
    expect(row).toMatchObject({ measured: "", gap: "", finding: "unknown" });
    expect(rowsOf(folder, "partners.csv")[0]?.["gaps"]).toContain(
      "needs consumption exports to be read to judge the customers requirement for silver",
    );
  });

  it("is explained in words and as JSON", async () => {
    const explanation = await explained(await published(), "1000002");
    const said = explainText(explanation);
    expect(said).toContain("SILVER is NOT HELD: it lacks 1 customer with consumption.");
    expect(said).toContain(`  Customers: NOT MET, but close
    needed    2 customers or more
    found     1 customer
    missing   1 customer
    the rule  "Partners must serve 2 customers within the previous 12 months"
`);
    const json = JSON.parse(JSON.stringify(explainJson(explanation)));
    expect(json.tiers.at(-1).requirements.at(-1)).toEqual({
      ...{ requirement: "served-customers", unit: "customers", finding: "close", required: 2, measured: 1, missing: 1 },
      quote: "Partners must serve 2 customers within the previous 12 months",
    });
  });

  it("stands in the workbook, on Gaps and on Rules", async () => {
    const folder = await published();
    expect(await sheetRows(folder, "Gaps")).toContain(
      "1000002|One Customer|silver|served-customers|customers|2|1|1|close|0.5|Win 1 more customer within the window.",
    );
    const rules = await sheetRows(folder, "Rules");
    expect(rules.some((row) => row.includes("served-customers||2|customers|At least this many customers."))).toBe(true);
    expect(rules.some((row) => row.includes("Outlook, customers: what counts now stays as it is."))).toBe(true);
  });

  it("is refused in a rules file by a program that does not have it", () => {
    expect(() => configOf(folderWith(files), allClauses)).toThrow(
      /measure: customers[\s\S]*Expected .*consumption.*people/,
    );
  });

  it("is refused in a unit that is not its own", () => {
    expect(() => configOf(folderWith(files, clause("people")))).toThrow(/unit: people\n {2}Expected customers\./);
  });
});
