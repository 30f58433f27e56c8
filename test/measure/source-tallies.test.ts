import { describe, expect, it } from "vitest";
import { bucketTallies } from "../../src/domain/consumption.ts";
import { usd } from "../../src/domain/money.ts";
import { type ReadFile, sourceTally, totalsOf } from "../../src/measure/source-tallies.ts";

const file: ReadFile = {
  number: 0,
  file: "consumption/usage.csv",
  format: "tierbook",
  sha256: "0".repeat(64),
  read: { rows: 3, usd: usd("30") },
  brokenRows: 1,
  supersededBy: [],
};
const counted = { file: 0, bucket: "counted", rows: 2, usd: usd("30"), rowsAgain: 0, usdAgain: 0n } as const;
const again = { file: 0, bucket: "duplicate", rows: 1, usd: usd("10"), rowsAgain: 1, usdAgain: usd("10") } as const;
const ofAnotherFile = { ...counted, file: 1, rows: 7 };

describe("sourceTally", () => {
  it("ties rows read and credited again to the buckets, rows that break the layout among the rejected", () => {
    const tally = sourceTally(file, [counted, again, ofAnotherFile]);
    expect(tally.buckets).toEqual(
      bucketTallies({
        rejected: { rows: 1, usd: 0n },
        counted: { rows: 2, usd: usd("30") },
        duplicate: { rows: 1, usd: usd("10") },
      }),
    );
    expect(tally.creditedAgain).toEqual({ rows: 1, usd: usd("10") });
  });

  it.each([
    { name: "a row too few", tallies: [{ ...counted, rows: 1 }] },
    { name: "a ten-billionth too much", tallies: [{ ...counted, usd: usd("30.0000000001") }] },
    { name: "a row credited again that is in no bucket", tallies: [{ ...counted, rowsAgain: 1 }] },
  ])("refuses a file that does not tie out, as a bug: $name", ({ tallies }) => {
    expect(() => sourceTally(file, tallies)).toThrow(
      /^consumption\/usage\.csv: .* were read and credited again, but .* in the buckets$/,
    );
  });
});

describe("totalsOf", () => {
  const source = sourceTally(file, [counted]);

  it("adds up the files", () => {
    const totals = totalsOf([source, source], usd("60"));
    expect(totals.read).toEqual({ rows: 6, usd: usd("60") });
    expect(totals.buckets.counted).toEqual({ rows: 4, usd: usd("60") });
  });

  it("refuses partners that do not add up to what was counted, to the last digit, as a bug", () => {
    expect(() => totalsOf([source], usd("29.9999999999"))).toThrow(
      "US$29.9999999999 together, but US$30.0000000000 was counted",
    );
  });

  it("leaves transcripts out", () => {
    expect(totalsOf([source, { ...source, kind: "transcripts" }], usd("30")).read.rows).toBe(3);
  });
});
