import { describe, expect, it } from "vitest";
import { sourceName } from "../../src/qualify/source-name.ts";

describe("sourceName", () => {
  it.each([
    ["consumption/insights/AzureUsage_2017-02-01.csv", "consumption/insights/AzureUsage_*.csv"],
    ["consumption/insights/AzureUsage_2017-02-01 (2).csv", "consumption/insights/AzureUsage_*.csv"],
    ["consumption/usage_20170801_part_3.csv.gz", "consumption/usage_*_part_*.csv.gz"],
    [
      "consumption/contoso/20170601-20170630/201707050409/4c550860-1a2b-4c3d-8e9f-001122334455/part_0_0001.csv",
      "consumption/contoso/*/*/*/part_*.csv",
    ],
    ["consumption/contoso/4c550860/part_1_0001.csv", "consumption/contoso/*/part_*.csv"],
    ["consumption/fabrikam/facade.csv", "consumption/fabrikam/facade.csv"],
    ["transcripts/people.csv", "transcripts/people.csv"],
    ["consumption/1284501/usage-2017-06.csv", "consumption/1284501/usage-*.csv"],
    ["consumption/1284501_201706.csv", "consumption/1284501_*.csv"],
  ])("of %s is %s", (file, name) => {
    expect(sourceName(file)).toBe(name);
  });

  it("keeps two partners apart", () => {
    expect(sourceName("consumption/contoso_2017.csv")).not.toBe(sourceName("consumption/fabrikam_2017.csv"));
  });
});
