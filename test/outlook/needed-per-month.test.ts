import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { usd } from "../../src/domain/money.ts";
import { neededPerMonth, type WindowAhead } from "../../src/outlook/needed-per-month.ts";

const total = ({ fixed, open }: WindowAhead, rate: bigint) =>
  open.reduce((sum, known) => sum + (known > rate ? known : rate), fixed);

describe("neededPerMonth", () => {
  it.each([
    {
      name: "is what is missing by month, rounded up",
      fixed: "5000",
      open: ["0", "0", "0"],
      needed: "3333.3333333334",
    },
    { name: "is 0 where nothing is missing", fixed: "15000", open: ["0"], needed: "0" },
    { name: "counts what is known of a month that has begun", fixed: "10000", open: ["5000", "0"], needed: "0" },
    { name: "fills up a month that has begun", fixed: "10000", open: ["1000", "0"], needed: "2500" },
    { name: "leaves a month alone that has more already", fixed: "8000", open: ["4000", "0"], needed: "3000" },
  ])("$name", ({ fixed, open, needed }) => {
    const ahead = { fixed: usd(fixed), open: open.map(usd) };
    expect(neededPerMonth(ahead, usd("15000"))).toBe(usd(needed));
  });

  it("is not known where nothing enters any more", () => {
    expect(neededPerMonth({ fixed: usd("14999.99"), open: [] }, usd("15000"))).toBeUndefined();
    expect(neededPerMonth({ fixed: usd("15000"), open: [] }, usd("15000"))).toBe(0n);
  });

  it("is enough, and a ten-billionth less is not", () => {
    const amount = fc.bigInt({ min: -1_000n, max: 100_000n });
    fc.assert(
      fc.property(amount, fc.array(amount, { minLength: 1, maxLength: 12 }), amount, (fixed, open, threshold) => {
        const needed = neededPerMonth({ fixed, open }, threshold);
        if (needed === undefined) throw new Error("something enters, so any threshold can be reached");
        expect(total({ fixed, open }, needed) >= threshold).toBe(true);
        if (needed > 0n) expect(total({ fixed, open }, needed - 1n) < threshold).toBe(true);
      }),
    );
  });
});
