import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jobFolder } from "../fixtures/job-folder.ts";
import { projectedFile, reportOf } from "./future-runs.ts";
import { randomInput, twinOf, writeInput } from "./random-input.ts";

const asOf = "2017-08-15";

describe("the outlook", () => {
  it("counts other associations from the day on which the rules accept them", async () => {
    const [input] = fc.sample(randomInput(asOf), { numRuns: 1, seed: 21 });
    if (input === undefined) throw new Error("no input");
    const folder = jobFolder(writeInput(input), "rules: two-wordings.yaml\n");
    const rules = join(folder.root, "config", "rules");
    const shipped = readFileSync(join(rules, "cloud-platform-azure-consumption.yaml"), "utf8");
    const [before = "", wording = ""] = shipped.split("  - id: B\n");
    const accepted = "accepts: [dpor, tpor, csp-tier-1, csp-tier-2]";
    const later = `  - id: C\n    from: 2017-12-01\n${wording.replaceAll(accepted, "accepts: [dpor, pal]")}`;
    writeFileSync(join(rules, "two-wordings.yaml"), `${before}  - id: B\n    to: 2017-11-30\n${wording}\n${later}`);
    const config = folder.config();
    const [present, known] = [await reportOf(config, asOf), await reportOf(config, "2017-08-31")];
    if (present === undefined || known === undefined) throw new Error("no report");
    folder.write(projectedFile(present, known));
    for (const place of [3, 4, 9]) {
      const then = await reportOf(config, present.outlook.monthEnds[place] ?? "");
      const assessed = new Map(then?.assessments.map((assessment) => [assessment.partnerId, assessment]));
      for (const { partnerId, lines } of present.outlook.partners.filter((one) => !one.partnerId.endsWith("z"))) {
        const [rate, zero] = [assessed.get(partnerId), assessed.get(twinOf(partnerId))];
        expect(lines["run-rate"][place]).toEqual({ usd: rate?.consumption, people: rate?.people, tier: rate?.tier });
        expect(lines.zero[place]).toEqual({ usd: zero?.consumption, people: zero?.people, tier: zero?.tier });
      }
    }
  });
});
