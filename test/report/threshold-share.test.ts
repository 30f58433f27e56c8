import { describe, expect, it } from "vitest";
import type { Finding } from "../../src/domain/assessment.ts";
import { usd } from "../../src/domain/money.ts";
import { consumptionShare, furthestShare, thresholdShare } from "../../src/report/threshold-share.ts";
import { closeToSilver, consumptionRequirement, holdsGold, unknownConsumption } from "./sample-report.ts";

const measured = (amount: string): Finding => ({ outcome: "short", measured: usd(amount), gap: 1n });

describe("thresholdShare", () => {
  it.each([
    { name: "is 100 % exactly at the threshold", amount: "15000", share: 1_000_000n },
    { name: "stays below 100 % one ten-billionth below it", amount: "14999.9999999999", share: 999_000n },
    { name: "goes beyond 100 %", amount: "16500", share: 1_100_000n },
    { name: "is 91.7 % for 91.72 %", amount: "13758", share: 917_000n },
    { name: "is zero for nothing", amount: "0", share: 0n },
    { name: "is below zero where refunds exceed usage", amount: "-0.01", share: -1_000n },
  ])("$name", ({ amount, share }) => {
    const requirement = consumptionRequirement("silver");
    expect(thresholdShare({ tier: "silver", requirement, finding: measured(amount) })).toBe(share);
  });

  it("is unknown where the finding is", () => {
    const finding: Finding = { outcome: "unknown", rejected: undefined };
    expect(thresholdShare({ tier: "silver", requirement: consumptionRequirement("silver"), finding })).toBeUndefined();
  });
});

describe("consumptionShare", () => {
  it("is that of the next tier, or of the highest for who holds it", () => {
    expect(consumptionShare(closeToSilver)).toBe(917_000n);
    expect(consumptionShare(holdsGold)).toBe(1_000_000n);
    expect(consumptionShare(unknownConsumption)).toBeUndefined();
  });
});

describe("furthestShare", () => {
  it("is that of the requirement of which the most is missing", () => {
    expect(furthestShare(closeToSilver)).toBe(0n);
  });

  it("is nobody's who holds the highest tier", () => {
    expect(furthestShare(holdsGold)).toBeUndefined();
  });
});
