import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jobFolder } from "../fixtures/job-folder.ts";
import { projectedFile, reportOf } from "./future-runs.ts";
import { randomInput, twinOf, writeInput } from "./random-input.ts";

/**
 * The outlook against brute force: the job itself is run for each month-end to come, the projected rows beside the exports as
 * real rows. Every partner has a twin with the same rows, for which nothing is projected: it shows the line `zero`.
 */
const situations = [
  { name: "complete months, seven months by one wording", asOf: "2017-08-15", job: "", seed: 1 },
  {
    name: "trailing days, rules that change and end",
    asOf: "2017-09-20",
    job: "window: trailing-days\nrules: cloud-platform-history.yaml\nrunRateMonths: 2\n",
    seed: 2,
  },
  { name: "months that settle, routes mixed", asOf: "2017-08-03", job: "settleDays: 5\nmixRoutes: true\n", seed: 3 },
];

describe("the outlook", () => {
  it.each(situations)("says what the job says on each month-end: $name", async ({ asOf, job, seed }) => {
    const [input] = fc.sample(randomInput(asOf), { numRuns: 1, seed });
    if (input === undefined) throw new Error("no input");
    // Of the rows of each window another share is rejected; that a share of today stays as it is, is assumed.
    const folder = jobFolder(writeInput(input), `${job}limits: { rejectedPercentPerPartner: 100 }\n`);
    const config = folder.config();
    const present = await reportOf(config, asOf);
    if (present === undefined) throw new Error("no report");
    const known = await reportOf(config, present.outlook.monthEnds[2] ?? "");
    if (known === undefined) throw new Error("no report");
    folder.write(projectedFile(present, known));
    const tiers = new Set<string | undefined>();
    for (const [index, day] of present.outlook.monthEnds.entries()) {
      const then = await reportOf(config, day);
      const assessed = new Map(then?.assessments.map((assessment) => [assessment.partnerId, assessment]));
      for (const { partnerId, lines } of present.outlook.partners.filter(
        (partner) => !partner.partnerId.endsWith("z"),
      )) {
        const [atRate, zero] = [assessed.get(partnerId), assessed.get(twinOf(partnerId))];
        const wanted = then === undefined ? [undefined, undefined] : [atRate, zero];
        const found = [lines["run-rate"][index], lines.zero[index]];
        expect(found.map((point) => [partnerId, day, point?.tier, point?.people])).toEqual(
          wanted.map((assessment) => [partnerId, day, assessment?.tier, assessment?.people]),
        );
        if (then !== undefined) expect(found.map((point) => point?.usd)).toEqual(wanted.map((a) => a?.consumption));
        for (const point of found) tiers.add(point?.tier);
      }
    }
    expect(tiers).toEqual(new Set(["gold", "silver", "none", ...(seed === 2 ? [undefined] : [])]));
  });
});
