import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { usd } from "../../src/domain/money.ts";
import { consumption } from "../../src/requirements/consumption.ts";
import { consumptionRule } from "../fixtures/rules.ts";

const rule = consumptionRule({ usd: usd("15000"), quote: "US$15,000" }, { usd: usd("10000"), quote: "US$10,000" });
const close = { fromPercentTenThousandths: 800_000n, withinPeople: 1 };

describe("a consumption requirement", () => {
  it("takes threshold and quote of the partner's market", () => {
    expect(consumption.state(rule, "developed", close)).toEqual({
      threshold: usd("15000"),
      closeFrom: usd("12000"),
      quote: "US$15,000",
    });
    expect(consumption.state(rule, "emerging", close)).toEqual({
      threshold: usd("10000"),
      closeFrom: usd("8000"),
      quote: "US$10,000",
    });
  });

  it("is close exactly where measured is at least the percentage of the threshold", () => {
    const amount = fc.bigInt({ min: 1n, max: 10n ** 16n });
    fc.assert(
      fc.property(amount, amount, fc.bigInt({ min: 0n, max: 1_000_000n }), (threshold, measured, percent) => {
        const either = { usd: threshold, quote: "" };
        const settings = { ...close, fromPercentTenThousandths: percent };
        const { closeFrom } = consumption.state(consumptionRule(either, either), "developed", settings);
        expect(measured >= closeFrom).toBe(measured * 1_000_000n >= threshold * percent);
      }),
    );
  });

  it.each([
    { name: "the total of the window", facts: { consumption: { total: usd("-5") } }, measured: usd("-5") },
    { name: "zero for a partner without rows", facts: {}, measured: 0n },
  ])("measures $name", ({ facts, measured }) => {
    expect(consumption.measure({ tier: "silver", rule }, facts, { mixRoutes: false })).toBe(measured);
  });

  it("rounds what is missing up, so that a gap never reads as nothing", () => {
    expect(consumption.words.missing(usd("1240.5433"))).toBe("US$1,240.55 more consumption");
    expect(consumption.words.lacking(usd("0.0000000001"))).toBe("US$0.01 of consumption");
  });

  it("names the market only where the other one has another threshold", () => {
    const asked = { threshold: usd("15000"), market: "developed", mixRoutes: false } as const;
    const same = consumptionRule(rule.threshold.developed, rule.threshold.developed);
    expect(consumption.words.needed(rule, asked)).toBe("US$15,000.00 or more, since the market is developed");
    expect(consumption.words.needed(same, asked)).toBe("US$15,000.00 or more");
  });
});
