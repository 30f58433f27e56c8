import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Config } from "../../src/config/load-config.ts";
import type { RunReport } from "../../src/domain/report.ts";
import { compareSides } from "../../src/jobs/compare.ts";
import { jobFolder } from "../fixtures/job-folder.ts";
import { built } from "./future-runs.ts";
import { randomInput, writeInput } from "./random-input.ts";

const silent = { stage: () => {}, files: () => {} };

/** The same folder under two sets of rules: what the wording that adds 70-535 changes. */
function folders(seed: number): Record<"seed" | "history", Config> {
  const [input] = fc.sample(randomInput("2017-11-30"), { numRuns: 1, seed });
  if (input === undefined) throw new Error("no input");
  const files = writeInput(input);
  return {
    seed: jobFolder(files, "").config(),
    history: jobFolder(files, "rules: cloud-platform-history.yaml\n").config(),
  };
}

function verdicts({ assessments }: RunReport) {
  return new Map(assessments.map(({ partnerId, tier, findings }) => [partnerId, { tier, findings }]));
}

describe("compare", () => {
  it("says under two sets of rules what a run with each of them says, and why it differs", async () => {
    const { seed, history } = folders(11);
    const asOf = "2017-11-30";
    const compared = await compareSides({
      before: { config: seed, asOf },
      after: { config: history, asOf },
      progress: silent,
    });
    const [before, after] = [(await built(seed, asOf)).report, (await built(history, asOf)).report];
    expect(verdicts(compared.before)).toEqual(verdicts(before));
    expect(verdicts(compared.after)).toEqual(verdicts(after));

    const [tiersBefore, tiersAfter] = [verdicts(before), verdicts(after)];
    const promoted = compared.partners.filter(({ change }) => change.kind === "promoted");
    expect(promoted.length).toBeGreaterThan(0);
    for (const [partnerId, { tier }] of tiersAfter) {
      const earlier = tiersBefore.get(partnerId)?.tier;
      const found = compared.partners.find(({ change }) => change.partnerId === partnerId);
      if (tier !== earlier) expect(["promoted", "demoted"]).toContain(found?.change.kind);
      if (found === undefined) expect(tiersAfter.get(partnerId)?.tier).toBe(earlier);
    }
    for (const { change } of promoted) {
      expect(change.causes.map((cause) => (cause.kind === "person" ? cause.event : cause.kind))).toContain(
        "newly accepted",
      );
    }
  });

  it("says on two days what a run as of each of them says, closer and further included", async () => {
    const { seed: config } = folders(12);
    const [first, second] = ["2017-07-31", "2017-10-15"];
    const compared = await compareSides({
      before: { config, asOf: first },
      after: { config, asOf: second },
      progress: silent,
    });
    const [before, after] = [(await built(config, first)).report, (await built(config, second)).report];
    expect(verdicts(compared.before)).toEqual(verdicts(before));
    expect(verdicts(compared.after)).toEqual(verdicts(after));
    const changed = new Set(compared.partners.map(({ change }) => change.partnerId));
    const same = after.assessments.filter(({ partnerId }) => !changed.has(partnerId));
    for (const { partnerId, tier } of same) expect(verdicts(before).get(partnerId)?.tier).toBe(tier);
    expect(new Set(compared.partners.map(({ change }) => change.kind)).size).toBeGreaterThan(2);
  });
});
