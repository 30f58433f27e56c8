import { describe, expect, it } from "vitest";
import { legalName, nameList, withNames } from "../../../src/report/workbook/range-names.ts";

describe("legalName", () => {
  it.each([
    ["threshold silver azure-consumption", "threshold_silver_azure_consumption"],
    ["Gaps (2) data", "Gaps_2_data"],
    ["2017", "_2017"],
    ["A1", "_A1"],
    ["xfd99", "_xfd99"],
    ["R", "_R"],
    ["R1C1", "_R1C1"],
    ["c", "_c"],
    ["süd", "s_d"],
    ["", "_"],
  ])("makes %j %j", (text, name) => {
    expect(legalName(text)).toBe(name);
  });
});

describe("nameList", () => {
  it("gives no name twice, whatever its case", () => {
    const names = nameList();
    expect([names.claim("Gaps"), names.claim("gaps"), names.claim("GAPS")]).toEqual(["Gaps", "gaps_2", "GAPS_3"]);
  });

  it("keeps the ranges that were named", () => {
    const names = nameList();
    names.claim("Gaps data");
    names.add("Gaps data", "'Gaps'!$A$2:$J$9");
    expect(names.ranges).toEqual([{ name: "Gaps_data_2", ref: "'Gaps'!$A$2:$J$9" }]);
  });
});

describe("withNames", () => {
  const ranges = [{ name: "a", ref: "'It''s & more'!$A$1" }];
  const added = `<definedName name="a">'It''s &amp; more'!$A$1</definedName>`;

  it.each([
    [
      "in front of others",
      "<sheets/><definedNames><b/></definedNames>",
      `<sheets/><definedNames>${added}<b/></definedNames>`,
    ],
    [
      "after the sheets",
      "<sheets><s/></sheets><calcPr/>",
      `<sheets><s/></sheets><definedNames>${added}</definedNames><calcPr/>`,
    ],
  ])("adds names %s", (_name, xml, expected) => {
    expect(withNames(xml, ranges)).toBe(expected);
  });
});
