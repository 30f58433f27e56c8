import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { usd } from "../../src/domain/money.ts";
import { neededPerMonth, type WindowAhead } from "../../src/outlook/needed-per-month.ts";

const total = ({ fixed, begun, future }: WindowAhead, rate: bigint) =>
  begun.reduce((sum, known) => sum + (known > rate ? known : rate), fixed) + rate * BigInt(future);

describe("neededPerMonth", () => {
  it.each([
    {
      name: "is what is missing by month, rounded up",
      fixed: "5000",
      begun: [],
      future: 3,
      needed: "3333.3333333334",
    },
    { name: "is 0 where nothing is missing", fixed: "15000", begun: [], future: 1, needed: "0" },
    { name: "counts what is known of a month that has begun", fixed: "10000", begun: ["5000"], future: 1, needed: "0" },
    { name: "fills up a month that has begun", fixed: "10000", begun: ["1000"], future: 1, needed: "2500" },
    { name: "leaves a month alone that has more already", fixed: "8000", begun: ["4000"], future: 1, needed: "3000" },
  ])("$name", ({ fixed, begun, future, needed }) => {
    const ahead = { fixed: usd(fixed), begun: begun.map(usd), future };
    expect(neededPerMonth(ahead, usd("15000"))).toBe(usd(needed));
  });

  it("is not known where nothing enters any more", () => {
    expect(neededPerMonth({ fixed: usd("14999.99"), begun: [], future: 0 }, usd("15000"))).toBeUndefined();
    expect(neededPerMonth({ fixed: usd("15000"), begun: [], future: 0 }, usd("15000"))).toBe(0n);
  });

  it("is enough, and a ten-billionth less is not", () => {
    const amount = fc.bigInt({ min: -1_000n, max: 100_000n });
    const ahead = fc
      .record({ fixed: amount, begun: fc.array(amount, { maxLength: 4 }), future: fc.integer({ min: 0, max: 12 }) })
      .filter(({ begun, future }) => begun.length + future > 0);
    fc.assert(
      fc.property(ahead, amount, (window, threshold) => {
        const needed = neededPerMonth(window, threshold);
        if (needed === undefined) throw new Error("something enters, so any threshold can be reached");
        expect(total(window, needed) >= threshold).toBe(true);
        if (needed > 0n) expect(total(window, needed - 1n) < threshold).toBe(true);
      }),
    );
  });
});
