import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jobFolder } from "../fixtures/job-folder.ts";
import {
  associationLine,
  associationsFile,
  type PlainRow,
  plainFile,
  plainRow,
  transcriptsFile,
} from "./random-rows.ts";

const ranks = ["none", "silver", "gold"];

/** Rows of such a size that partners end up below, between and above the thresholds. */
const largeRow = plainRow.map((row) => {
  const units = row.amount.value;
  const dollars =
    units === undefined ? undefined : row.partner === "1000001" ? (units / 10n ** 10n) * 6n : units / 10n ** 10n / 3n;
  return dollars === undefined ? row : { ...row, amount: { text: `${dollars}`, value: dollars * 10n ** 10n } };
});

async function tiersOf(rows: readonly PlainRow[], associations: string): Promise<Map<string, number>> {
  const folder = jobFolder({
    "consumption/usage.csv": plainFile(rows),
    "associations.csv": associations,
    "transcripts/people.csv": transcriptsFile,
  });
  const { report } = await folder.run();
  return new Map(report.assessments.map(({ partnerId, tier }) => [partnerId, ranks.indexOf(tier)]));
}

describe("a tier", () => {
  it("is never lowered by a larger amount in a row, all else equal", async () => {
    const rows = fc.array(largeRow, { minLength: 30, maxLength: 80, size: "max" });
    const lines = fc.array(associationLine, { maxLength: 6 }).map(associationsFile);
    const seen = new Set<number>();
    await fc.assert(
      fc.asyncProperty(
        rows,
        lines,
        fc.nat(),
        fc.integer({ min: 1, max: 60_000 }),
        async (some, associations, pick, more) => {
          const before = await tiersOf(some, associations);
          const index = pick % some.length;
          const raised = some.map((row, at) => {
            if (at !== index || row.amount.value === undefined) return row;
            const dollars = row.amount.value / 10n ** 10n + BigInt(more);
            return { ...row, amount: { text: `${dollars}`, value: dollars * 10n ** 10n } };
          });
          const after = await tiersOf(raised, associations);
          for (const [partner, rank] of before) {
            seen.add(rank);
            expect(after.get(partner)).toBeGreaterThanOrEqual(rank);
          }
        },
      ),
      { numRuns: 6, seed: 20170815 },
    );
    // -1: too many rows are rejected to say, which no larger amount of another row makes worse.
    expect([...seen].sort()).toEqual([-1, 0, 1, 2]);
  });
});
