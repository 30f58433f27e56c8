import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { usd } from "../../src/domain/money.ts";
import type { ConsumptionRule } from "../../src/domain/rules.ts";
import { buildRequirement } from "../../src/qualify/build-requirement.ts";
import { peopleRule } from "../fixtures/rules.ts";

const rule: ConsumptionRule = {
  measure: "consumption",
  id: "azure-consumption",
  unit: "usd",
  threshold: {
    developed: { usd: usd("15000"), quote: "US$15,000" },
    emerging: { usd: usd("10000"), quote: "US$10,000" },
  },
  accepts: ["dpor"],
  acceptsQuote: "Digital Partner of Record",
};
const close = { fromPercentTenThousandths: 800_000n, withinPeople: 1 };

describe("buildRequirement", () => {
  it("takes threshold and quote of the partner's market", () => {
    expect(buildRequirement(rule, "developed", close)).toEqual({
      id: "azure-consumption",
      unit: "usd",
      threshold: usd("15000"),
      closeFrom: usd("12000"),
      quote: "US$15,000",
    });
    expect(buildRequirement(rule, "emerging", close)).toMatchObject({ closeFrom: usd("8000"), quote: "US$10,000" });
  });

  it.each([
    { needed: 1, withinPeople: 1, closeFrom: 0n },
    { needed: 2, withinPeople: 1, closeFrom: 1n },
    { needed: 2, withinPeople: 0, closeFrom: 2n },
  ])("is close from $closeFrom of $needed persons within $withinPeople", ({ needed, withinPeople, closeFrom }) => {
    const requirement = buildRequirement(peopleRule(needed), "developed", { ...close, withinPeople });
    expect(requirement).toMatchObject({ unit: "people", threshold: BigInt(needed), closeFrom });
  });

  it("is close exactly where measured is at least the percentage of the threshold", () => {
    const amount = fc.bigInt({ min: 1n, max: 10n ** 16n });
    fc.assert(
      fc.property(amount, amount, fc.bigInt({ min: 0n, max: 1_000_000n }), (threshold, measured, percent) => {
        const developed = { usd: threshold, quote: "" };
        const other = { ...rule, threshold: { developed, emerging: developed } };
        const { closeFrom } = buildRequirement(other, "developed", { ...close, fromPercentTenThousandths: percent });
        expect(measured >= closeFrom).toBe(measured * 1_000_000n >= threshold * percent);
      }),
    );
  });
});
