import { describe, expect, it } from "vitest";
import { compareAge, exportAge, partGroup } from "../../src/sources/export-age.ts";

describe("exportAge", () => {
  it.each([
    { name: "AzureUsage_2017-08-01.csv", date: "2017-08-01", copy: 0 },
    { name: "AzureUsage_20170801 (2).csv", date: "2017-08-01", copy: 2 },
    { name: "from-2017-01-01-to-2017-06-30.csv", date: "2017-06-30", copy: 0 },
    { name: "usage_2017-02-29.csv", date: "", copy: 0 },
    { name: "usage_2016-02-29.csv", date: "2016-02-29", copy: 0 },
    { name: "usage_2017-02-28_2017-13-01.csv", date: "2017-02-28", copy: 0 },
    { name: "invoice-1201708011.csv", date: "", copy: 0 },
    { name: "G004412906_20170711.csv.gz", date: "2017-07-11", copy: 0 },
    { name: "usage (10).csv", date: "", copy: 10 },
    { name: "usage(3).csv", date: "", copy: 0 },
  ])("reads $name", ({ name, date, copy }) => {
    expect(exportAge(`consumption/2017-12-31/${name}`)).toMatchObject({ date, copy });
  });
});

describe("compareAge", () => {
  it("puts a name without a date before any with one, then orders by date, copy and path", () => {
    const inOrder = [
      "z.csv",
      "a_2017-01-01.csv",
      "b_2017-01-01.csv",
      "a_2017-01-01 (2).csv",
      "a_2017-01-01 (10).csv",
      "a_2017-01-02.csv",
    ];
    const sorted = [...inOrder].reverse().sort((a, b) => compareAge(exportAge(a), exportAge(b)));
    expect(sorted).toEqual(inOrder);
  });

  it("orders paths by code point", () => {
    expect(compareAge(exportAge("Z.csv"), exportAge("a.csv"))).toBeLessThan(0);
    expect(compareAge(exportAge("\uFB00.csv"), exportAge("\u{1F600}.csv"))).toBeLessThan(0);
  });
});

describe("partGroup", () => {
  it.each([
    ["a/part_0_0001.csv", "a/part_1_0001.csv", true],
    ["a/part_0.csv", "a/part_12.csv", true],
    ["a/x_part_0_0001.csv", "a/x_part_0_0002.csv", true],
    ["a/part_0_0001.csv", "b/part_1_0001.csv", false],
    ["a/x_part_0.csv", "a/y_part_0.csv", false],
    ["a/usage-1.csv", "a/usage-2.csv", false],
  ])("tells whether %s and %s are one file: %s", (a, b, same) => {
    expect(partGroup(a) === partGroup(b)).toBe(same);
  });
});
