import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatExact, usd } from "../../src/domain/money.ts";
import { bestCredential } from "../../src/outlook/route-choice.ts";
import { type Added, prospectsWith } from "../../src/outlook/what-if.ts";
import { jobFolder } from "../fixtures/job-folder.ts";
import { built, projectedFile, reportOf } from "./future-runs.ts";
import { randomInput, twinOf, usageFile, writeInput } from "./random-input.ts";

const asOf = "2017-08-15";
const transcriptHeader = "person_id,email,partner_id,credential,title,completed_on,expires_on,result";

describe("what-if", () => {
  it("says what the job says when the rows are really added to the exports", async () => {
    const [input] = fc.sample(randomInput(asOf), { numRuns: 1, seed: 7 });
    if (input === undefined) throw new Error("no input");
    const folder = jobFolder(writeInput(input));
    const { report, ahead } = await built(folder.config(), asOf);
    const asked = report.assessments.map((assessment, index) => {
      const { partnerId, nextTier } = assessment;
      const question = { revision: report.revision, asOf, nextTier, count: ahead.facts.people.get(partnerId) };
      const people = index % 3;
      const added: Added = {
        usd: index % 5 === 0 ? 0n : usd("4999.9999999999") * BigInt(index - 3),
        month: ["2016-08", "2017-05", "2017-07"][index % 3] ?? "",
        people,
        credential: people === 0 ? undefined : bestCredential(question, index % 2 === 0 ? undefined : "assessments"),
      };
      return { assessment, added };
    });
    folder.write({
      "consumption/added.csv": usageFile(
        asked
          .filter(({ added }) => added.usd !== 0n)
          .map(({ assessment: { partnerId }, added }) => {
            return `${partnerId},,added-${partnerId},${added.month}-01,${formatExact(added.usd)},dpor`;
          }),
      ),
      "transcripts/added.csv": `${[
        transcriptHeader,
        ...asked.flatMap(({ assessment: { partnerId }, added: { people, credential } }) =>
          Array.from({ length: people }, (_, index) => {
            return `new-${partnerId}-${index},,${partnerId},${credential?.ids[0]},,${asOf},,pass`;
          }),
        ),
      ].join("\n")}\n`,
    });
    const edited = (await built(folder.config(), asOf)).report;
    for (const [index, { assessment, added }] of asked.entries()) {
      const { assessment: then, outlook } = prospectsWith(assessment, added, ahead);
      expect(then).toEqual(edited.assessments[index]);
      expect(outlook).toEqual(edited.outlook.partners[index]);
    }
    const changed = edited.assessments.filter(({ tier }, index) => tier !== report.assessments[index]?.tier);
    expect(changed.length).toBeGreaterThan(3);
  });

  it("adds dollars of a month to come to what is projected", async () => {
    const [input] = fc.sample(randomInput(asOf), { numRuns: 1, seed: 8 });
    if (input === undefined) throw new Error("no input");
    const folder = jobFolder(writeInput(input));
    const config = folder.config();
    const { report, ahead } = await built(config, asOf);
    const known = await reportOf(config, "2017-08-31");
    if (known === undefined) throw new Error("no report");
    const asked = report.assessments.map((assessment, index) => {
      const month = ["2017-08", "2017-09", "2018-02"][index % 3] ?? "";
      return { assessment, added: { usd: usd("7000"), month, people: 0, credential: undefined } };
    });
    const rows = asked.map(({ assessment: { partnerId }, added }) => {
      return `${partnerId},,added-${partnerId},${added.month}-01,${formatExact(added.usd)},dpor`;
    });
    folder.write({ ...projectedFile(report, known), "consumption/added.csv": usageFile(rows) });
    for (const place of [0, 1, 6, 11]) {
      const assessed = new Map(
        (await reportOf(config, report.outlook.monthEnds[place] ?? ""))?.assessments.map((one) => [one.partnerId, one]),
      );
      for (const { assessment, added } of asked.filter((one) => !one.assessment.partnerId.endsWith("z"))) {
        const { lines } = prospectsWith(assessment, added, ahead).outlook;
        const [rate, zero] = [assessed.get(assessment.partnerId), assessed.get(twinOf(assessment.partnerId))];
        expect(lines["run-rate"][place]).toEqual({ usd: rate?.consumption, people: rate?.people, tier: rate?.tier });
        const twin = asked.find((one) => one.assessment.partnerId === twinOf(assessment.partnerId));
        if (twin === undefined) throw new Error("no twin");
        const atZero = prospectsWith(twin.assessment, twin.added, ahead).outlook.lines.zero[place];
        expect(atZero).toEqual({ usd: zero?.consumption, people: zero?.people, tier: zero?.tier });
      }
    }
  });
});
