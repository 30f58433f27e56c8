import { describe, expect, it } from "vitest";

interface Statistics {
  median(values: readonly number[]): number;
  extrapolate(points: readonly (readonly [number, number])[], x: number): number;
}
const { median, extrapolate }: Statistics = await import(new URL("../../bench/statistics.mjs", import.meta.url).href);

describe("median", () => {
  it.each([
    { name: "is the only value", values: [3], expected: 3 },
    { name: "is the middle of an odd number, by size and not by text", values: [10, 9, 100], expected: 10 },
    { name: "is halfway between the two in the middle", values: [4, 1, 3, 2], expected: 2.5 },
  ])("$name", ({ values, expected }) => {
    expect(median(values)).toBe(expected);
  });

  it("refuses to be the median of nothing", () => {
    expect(() => median([])).toThrow("the median of nothing");
  });
});

describe("extrapolate", () => {
  it("goes on along the line through two points", () => {
    expect(
      extrapolate(
        [
          [1, 300],
          [2, 400],
        ],
        10,
      ),
    ).toBeCloseTo(1200);
  });

  it("takes the least squares line where three points are not on one", () => {
    expect(
      extrapolate(
        [
          [0, 0],
          [1, 3],
          [2, 3],
        ],
        3,
      ),
    ).toBeCloseTo(5);
  });

  it("refuses points that all have the same x", () => {
    expect(() =>
      extrapolate(
        [
          [1, 300],
          [1, 400],
        ],
        10,
      ),
    ).toThrow("two different points");
  });
});
