import { describe, expect, it } from "vitest";
import { whatIfJson } from "../../src/cli/what-if-json.ts";
import { whatIfText } from "../../src/cli/what-if-text.ts";
import { InputError } from "../../src/domain/input-error.ts";
import { usd } from "../../src/domain/money.ts";
import { askWhatIf, type WhatIfQuestion } from "../../src/jobs/what-if.ts";
import { jobFolder } from "../fixtures/job-folder.ts";

const usage = ["05", "06", "07"].map((month) => `2110001,c,s,2017-${month}-01,4000,dpor`).join("\n");
const files = {
  "partners.csv": "partner_id,partner_name,country\n2110001,Contoso North,Germany\n",
  "consumption/usage.csv": `partner_id,customer_id,subscription_id,date,amount_usd,association\n${usage}\n`,
  "transcripts/people.csv":
    "person_id,email,partner_id,credential,title,completed_on,expires_on,result\nP1,,2110001,70-532,,2017-03-01,,pass\n",
};

function ask(question: Partial<WhatIfQuestion>, job?: string) {
  return askWhatIf({
    config: jobFolder(files, job).config(),
    asOf: "2017-08-15",
    question: { partnerId: "2110001", addUsd: 0n, inMonth: undefined, addPeople: 0, route: undefined, ...question },
    progress: { stage: () => {}, files: () => {} },
  });
}

async function problemOf(question: Partial<WhatIfQuestion>): Promise<string> {
  try {
    await ask(question);
    return "";
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}

describe("askWhatIf", () => {
  it("shows a partner as it stands, with something added, and the ways to the next tier", async () => {
    const answer = await ask({ addUsd: usd("3000"), addPeople: 1 });
    expect(answer.present.assessment.tier).toBe("none");
    expect(answer.changed.assessment.tier).toBe("silver");
    expect(answer.added).toMatchObject({ month: "2017-07", people: 1, credential: { key: "70-532" } });
    expect(answer.present.ways).toEqual([
      // 12,000 within the window on 31 August, too, and 4,000 more at the run rate.
      { kind: "monthly", by: "2017-08-31", usdPerMonth: usd("3000"), extraPerMonth: 0n, people: 0 },
      { kind: "now", by: "2017-08-15", usd: usd("3000"), people: 0 },
    ]);
    const text = whatIfText(answer);
    expect(text).toContain("2110001 Contoso North, as of 2017-08-15, window 2016-08-01 up to and without 2017-08-01");
    expect(text).toContain("with US$3,000.00 in 2017-07 and 1 person passing 70-532");
    expect(text).toMatch(/^Tier +none +silver$/m);
    expect(text).toContain("Ways to gold, cheapest first:");
    expect(whatIfJson(answer)).toMatchObject({
      added: { usd: "3000.0000000000", in_month: "2017-07", people: 1, credential: "70-532" },
      now: { tier: "none", consumption_usd: "12000.00", reaches_next_tier: { run_rate: "2017-08-31", zero: null } },
      with: { tier: "silver", consumption_usd: "15000.00", run_rate_usd: "5000.00" },
    });
  });

  it("counts dollars in the month that holds the as-of day at once where the window reaches into it", async () => {
    const job = "window: trailing-days\n";
    const { changed } = await ask({ addUsd: usd("90000"), inMonth: "2017-08" }, job);
    // The same as a run with such a row on the first of August.
    const row = "2110001,x,x,2017-08-01,90000,dpor";
    const more = { ...files, "consumption/more.csv": `${files["consumption/usage.csv"].split("\n")[0]}\n${row}\n` };
    const { report } = await jobFolder(more, job).run();
    const [assessment] = report.assessments;
    expect(changed.assessment.consumption).toBe(assessment?.consumption);
    expect(changed.assessment.tier).toBe(assessment?.tier);
    expect(changed.outlook.lines).toEqual(report.outlook.partners[0]?.lines);
  });

  it("shows one column where nothing is added", async () => {
    const text = whatIfText(await ask({}));
    expect(text).toMatch(/^Tier +none$/m);
    expect(text).toContain("  by 2017-08-31: US$3,000.00 a month, the run rate is enough\n");
  });

  it.each([
    { name: "an unknown partner", question: { partnerId: "2110002" }, said: "did you mean 2110001?" },
    { name: "a month before the window", question: { inMonth: "2016-07" }, said: "a month from 2016-08 to 2018-07" },
    { name: "a month after the last month-end", question: { inMonth: "2018-08" }, said: "--in-month: found 2018-08" },
    { name: "an unknown route", question: { addPeople: 1, route: "exam" }, said: "Expected assessments or exams." },
  ])("refuses $name", async ({ question, said }) => {
    expect(await problemOf(question)).toContain(said);
  });

  it.each(["2016-08", "2018-07"])("takes the month %s, the first or the last that any window has", async (inMonth) => {
    expect((await ask({ addUsd: 1n, inMonth })).added.month).toBe(inMonth);
  });
});
