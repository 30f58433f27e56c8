import { describe, expect, it } from "vitest";
import { isMoreThanPercent } from "../../src/domain/percent.ts";

describe("isMoreThanPercent", () => {
  it.each([
    { part: 20, percent: 20, total: 100, more: false },
    { part: 21, percent: 20, total: 100, more: true },
    { part: 1, percent: 0, total: 1_000_000, more: true },
    { part: 0, percent: 0, total: 0, more: false },
    { part: 100, percent: 100, total: 100, more: false },
    // 0.07 * 100 is 7.000000000000001 in binary floats.
    { part: 7, percent: 0.07, total: 10_000, more: false },
    { part: 3, percent: 0.0299, total: 10_000, more: true },
    { part: 3, percent: 0.0301, total: 10_000, more: false },
  ])("says $more of $part of $total, at $percent %", ({ part, percent, total, more }) => {
    expect(isMoreThanPercent(part, percent, total)).toBe(more);
  });

  it("compares amounts that no float holds", () => {
    expect(isMoreThanPercent(10n ** 25n, 10, 10n ** 26n)).toBe(false);
    expect(isMoreThanPercent(10n ** 25n + 1n, 10, 10n ** 26n)).toBe(true);
  });
});
