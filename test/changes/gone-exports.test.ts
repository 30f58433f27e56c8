import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { jobFolder } from "../fixtures/job-folder.ts";

const header = "partner_id,customer_id,subscription_id,date,amount_usd,association\n";
const usage = (...days: string[]) => header + days.map((day) => `1000001,contoso,,${day},100,DPOR\n`).join("");

/** A desk with a series of downloads, and a report for 15 August. */
async function deskWithReport() {
  const folder = jobFolder({
    "consumption/usage_2017-02-01.csv": usage("2016-08-03", "2016-09-03", "2016-10-03", "2017-01-03"),
    "consumption/usage_2017-08-01.csv": usage("2017-07-30"),
    "transcripts/people.csv": "person_id,email,partner_id,credential,title,completed_on,expires_on,result\n",
  });
  const nextNight = async () => {
    const { report } = await folder.run({ asOf: "2017-08-16", runId: "20170816T051500Z-bbbbbb" });
    return report.warnings.filter(({ code }) => /source|fewer|compared/.test(code));
  };
  await folder.run({ asOf: "2017-08-15", runId: "20170815T051500Z-aaaaaa" });
  return { ...folder, nextNight };
}

describe("the night after", () => {
  it("says nothing where all exports are there", async () => {
    expect(await (await deskWithReport()).nextNight()).toEqual([]);
  });

  it("misses the newest download of a series, though not many rows went with it", async () => {
    const desk = await deskWithReport();
    rmSync(join(desk.input, "consumption/usage_2017-08-01.csv"));
    expect(await desk.nextNight()).toMatchObject([{ code: "source-months-gone", crossesLimit: true }]);
  });

  it.each(["facts.json", "run.json"])("says that nobody looked where %s is damaged", async (name) => {
    const desk = await deskWithReport();
    writeFileSync(join(desk.output, "latest", name), "{}");
    rmSync(join(desk.input, "consumption/usage_2017-08-01.csv"));
    const [warning, ...others] = await desk.nextNight();
    expect([warning?.code, others]).toEqual(["not-compared", []]);
    expect(warning?.message).toContain("and nobody looked whether exports are gone or have fewer rows.");
  });
});
