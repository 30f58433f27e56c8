import { describe, expect, it } from "vitest";
import type { Requirement } from "../../src/domain/assessment.ts";
import { usd } from "../../src/domain/money.ts";
import { assessRequirement } from "../../src/qualify/stated-requirement.ts";
import { consumption } from "../../src/requirements/consumption.ts";

const silver: Requirement = {
  id: "azure-consumption",
  kind: consumption,
  threshold: usd("15000"),
  closeFrom: usd("12000"),
  quote: "Partners must demonstrate US$15,000 Azure customer consumption within the previous 12 months",
};

describe("assessRequirement", () => {
  it.each([
    { name: "is met exactly at the threshold", measured: "15000", outcome: "met" },
    { name: "is met above it", measured: "15000.0000000001", outcome: "met" },
    { name: "is close by the smallest amount", measured: "14999.9999999999", outcome: "close", gap: "0.0000000001" },
    { name: "is close exactly at 80 %", measured: "12000", outcome: "close", gap: "3000" },
    { name: "is short just below 80 %", measured: "11999.9999999999", outcome: "short", gap: "3000.0000000001" },
    { name: "is short without any consumption", measured: "0", outcome: "short", gap: "15000" },
    { name: "is short when refunds exceed usage", measured: "-5", outcome: "short", gap: "15005" },
  ])("$name", ({ measured, outcome, gap }) => {
    const expected = { outcome, measured: usd(measured), ...(gap === undefined ? {} : { gap: usd(gap) }) };
    expect(assessRequirement(silver, usd(measured))).toEqual(expected);
  });

  it("is unknown, never short, when no export covered the window", () => {
    expect(assessRequirement(silver, undefined)).toEqual({
      outcome: "unknown",
      rejected: undefined,
    });
  });
});
