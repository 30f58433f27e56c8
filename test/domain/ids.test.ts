import { describe, expect, it } from "vitest";
import { idReader } from "../../src/domain/ids.ts";

const { id, text, country } = idReader();
const guid = "6f9619ff-8b86-d011-b42d-00cf4fc964ff";

describe("an id", () => {
  it.each([
    [guid.toUpperCase(), guid],
    [` /subscriptions/${guid.toUpperCase()} `, guid],
    [`/Subscriptions/${guid}`, guid],
    ["0012345", "0012345"],
    ["Contoso-A", "Contoso-A"],
    ["\uFEFF\u200B100001\u00A0\u2060", "100001"],
    ['="100001"', "100001"],
    ['=" 0045001 "', "0045001"],
    ["'100001", "100001"],
    ["1284501.0", "1284501"],
    ['="1284501.00"', "1284501"],
    ["1284501.5", "1284501.5"],
    ["1284501.", "1284501."],
    ["a.0", "a.0"],
    ["100001'", "100001'"],
    ['="100001', '="100001'],
  ])("%j is %j", (cell, expected) => {
    expect(id(cell)).toBe(expected);
  });

  it.each([
    "",
    " ",
    "0",
    "0.0",
    "-1",
    "-",
    "null",
    "NULL",
    "None",
    "n/a",
    "#N/A",
    "NA",
    "Unknown",
    "undefined",
    "Not available",
    "00000000-0000-0000-0000-000000000000",
    '="0"',
    "'-1",
  ])("%j is none", (cell) => {
    expect(id(cell)).toBe("");
  });

  it.each(["00", "-2", "--", "nulls", "n.a.", "10"])("%j is one", (cell) => {
    expect(id(cell)).toBe(cell);
  });

  it.each(["1.28E+06", "1,28E+06", "1E+06", "1.28e+06", '="1.00001E+05"', "1E-7"])("%j has lost digits", (cell) => {
    expect(id(cell)).toBeUndefined();
  });

  it.each(["1E06", "E+06", "1.E+06", "1.2.3E+06", "12E+06x"])("%j is a text like any other", (cell) => {
    expect(id(cell)).toBe(cell);
  });
});

describe("placeholders of job.yaml", () => {
  it("are none besides the usual ones, in any case", () => {
    const reader = idReader([" Direct "]);
    expect([reader.id("DIRECT"), reader.id("null"), reader.text("direct"), reader.country("Direct")]).toEqual([
      "",
      "",
      "",
      "",
    ]);
    expect(id("DIRECT")).toBe("DIRECT");
  });
});

describe("other cells", () => {
  it("have placeholders, too", () => {
    expect([text(" ann@contoso.com "), text("NULL"), country("Germany"), country("n/a")]).toEqual([
      "ann@contoso.com",
      "",
      "Germany",
      "",
    ]);
  });

  it("name Namibia by NA in a column of countries alone", () => {
    expect([country("NA"), country(" na "), text("NA")]).toEqual(["NA", "na", ""]);
  });
});
