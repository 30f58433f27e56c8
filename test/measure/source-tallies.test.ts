import { describe, expect, it } from "vitest";
import { bucketTallies } from "../../src/domain/consumption.ts";
import { usd } from "../../src/domain/money.ts";
import type { CreditedSum } from "../../src/measure/credited-sums.ts";
import { consumptionTallies, totalsOf } from "../../src/measure/source-tallies.ts";
import type { FilePartial } from "../../src/partials/store.ts";

const partial = {
  number: 0,
  export: { file: "consumption/usage.csv", format: { id: "tierbook" } },
  sha256: "0".repeat(64),
  read: { rows: 3, usd: usd("30") },
} as unknown as FilePartial;
const some = { partnerId: "1", month: "2017-06", newer: undefined, waived: false, customerCountry: "" };
const counted: CreditedSum = { ...some, file: 0, bucket: "counted", again: false, rows: 2, usd: usd("30") };
const rejected: CreditedSum = { ...some, file: 0, bucket: "rejected", again: false, rows: 1, usd: 0n };
const again: CreditedSum = { ...some, file: 0, bucket: "duplicate", again: true, rows: 1, usd: usd("10") };
const ofAnotherFile = { ...counted, file: 1, rows: 7 };

function tallyOf(sums: readonly CreditedSum[]) {
  const [tally] = consumptionTallies([partial], sums, [{ name: "newer", files: ["consumption/newer.csv"] }]);
  if (tally === undefined) throw new Error("a partial without a tally");
  return tally;
}

describe("consumptionTallies", () => {
  it("ties rows read and credited again to the buckets", () => {
    const tally = tallyOf([counted, rejected, again, ofAnotherFile]);
    expect(tally.buckets).toEqual(
      bucketTallies({
        rejected: { rows: 1, usd: 0n },
        counted: { rows: 2, usd: usd("30") },
        duplicate: { rows: 1, usd: usd("10") },
      }),
    );
    expect(tally.creditedAgain).toEqual({ rows: 1, usd: usd("10") });
  });

  it("names the file that replaced rows, but not one that would have replaced rejected ones", () => {
    const superseded = { ...rejected, bucket: "superseded", newer: 0 } as const;
    expect(tallyOf([counted, superseded]).supersededBy).toEqual(["consumption/newer.csv"]);
    expect(tallyOf([counted, { ...rejected, newer: 0 }]).supersededBy).toEqual([]);
  });

  it.each([
    { name: "a row too few", sums: [{ ...counted, rows: 1 }, rejected] },
    { name: "a ten-billionth too much", sums: [{ ...counted, usd: usd("30.0000000001") }, rejected] },
    { name: "a row credited again that is in no bucket", sums: [{ ...counted, again: true }, rejected] },
  ])("refuses a file that does not tie out, as a bug: $name", ({ sums }) => {
    expect(() => tallyOf(sums)).toThrow(
      /^consumption\/usage\.csv: .* were read and credited again, but .* in the buckets$/,
    );
  });
});

describe("totalsOf", () => {
  const source = tallyOf([counted, rejected]);

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
