import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Files, jobFolder } from "../fixtures/job-folder.ts";

const header = "partner_id,customer_id,subscription_id,date,amount_usd,association";
const usage = (...days: readonly string[]) => [header, ...days.map((day) => `1000001,c,s,${day},100,dpor`)].join("\n");
const partners = 'partner_id,partner_name,country\n1000001,"Contoso; Cloud, Ltd.",Spain\n';

async function published(job: string, files: Files, request: { asOf?: string; workbook?: boolean } = {}) {
  const folder = jobFolder({ "partners.csv": partners, ...files }, job);
  return { latest: folder.latest, output: folder.output, ...(await folder.run(request)) };
}

describe("a setting of job.yaml", () => {
  it.each([
    { settleDays: 0, asOf: "2017-07-31", end: "2017-08-01" },
    { settleDays: 6, asOf: "2017-08-05", end: "2017-07-01" },
    { settleDays: 6, asOf: "2017-08-06", end: "2017-08-01" },
  ])("settleDays: $settleDays lets the window end at $end as of $asOf (S1)", async ({ settleDays, asOf, end }) => {
    const files = { "consumption/a.csv": usage("2017-06-30", "2017-07-31") };
    const { latest, report } = await published(`settleDays: ${settleDays}\n`, files, { asOf });
    expect(report.window.end).toBe(end);
    const usd = end === "2017-07-01" ? "100.00" : "200.00";
    expect(latest("partners.csv")).toContain(`,${usd},`);
  });

  it.each([
    { last: "2017-07-28", warned: true },
    { last: "2017-07-29", warned: false },
  ])(
    "settleDays is named where the last month ends on $last: $warned, whatever later months have (S1)",
    async ({ last, warned }) => {
      const { report } = await published("", { "consumption/a.csv": usage("2017-06-30", last, "2017-08-10") });
      const said = report.warnings.filter(({ code }) => code === "unsettled-month").map(({ message }) => message);
      expect(said).toEqual(
        warned ? [expect.stringMatching(/ of 2017-07-28, .* ends with 2017-07-31: .*`settleDays`/)] : [],
      );
    },
  );

  it("csv.bom and csv.delimiter are those of every CSV file (section 7)", async () => {
    const job = 'csv:\n  bom: true\n  delimiter: ";"\n';
    const { latest, files } = await published(job, { "consumption/a.csv": usage("2017-07-31") });
    const names = files.filter((name) => name.endsWith(".csv"));
    expect(names.length).toBeGreaterThan(5);
    for (const name of names) expect(latest(name)).toMatch(/^\uFEFF[a-z_]+;[a-z_]+[;\n]/);
    expect(latest("partners.csv")).toContain('\n1000001;"Contoso; Cloud, Ltd.";Spain;developed;');
  });

  it("workbook: false leaves the workbook out, and the run counts as a whole one", async () => {
    const { output, files, isLatest } = await published(
      "workbook: false\n",
      { "consumption/a.csv": usage("2017-07-31") },
      { workbook: true },
    );
    expect(files).not.toContain("tier-report.xlsx");
    expect(readdirSync(join(output, "latest")).toSorted()).toEqual([...files].toSorted());
    expect(isLatest).toBe(true);
  });
});
