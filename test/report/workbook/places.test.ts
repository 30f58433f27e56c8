import { describe, expect, it } from "vitest";
import { columnLetters, linkAddress, partName, rangeRef } from "../../../src/report/workbook/places.ts";

describe("linkAddress", () => {
  it.each([
    ["leads to the top of a sheet", { sheet: "Data quality" }, "#'Data quality'!$A$1"],
    ["counts the header", { sheet: "Gaps", row: 0 }, "#'Gaps'!$A$2"],
    ["leads to the last row of the first sheet", { sheet: "Gaps", row: 8 }, "#'Gaps'!$A$10"],
    ["leads to the first row of the second", { sheet: "Gaps", row: 9 }, "#'Gaps (2)'!$A$2"],
  ])("%s", (_name, target, place) => {
    expect(linkAddress(target, 10)).toBe(place);
  });
});

describe("rangeRef", () => {
  it("names a range, and one cell as one", () => {
    expect(rangeRef("Chart data", { top: 3, left: 1, bottom: 5, right: 2 })).toBe("'Chart data'!$A$3:$B$5");
    expect(rangeRef("Rules", { top: 3, left: 5, bottom: 3, right: 5 })).toBe("'Rules'!$E$3");
  });

  it("doubles a quote in the name of a sheet", () => {
    expect(rangeRef("It's", { top: 1, left: 1, bottom: 1, right: 1 })).toBe("'It''s'!$A$1");
  });
});

describe("columnLetters", () => {
  it.each([
    [1, "A"],
    [26, "Z"],
    [27, "AA"],
    [52, "AZ"],
    [703, "AAA"],
    [16_384, "XFD"],
  ])("calls column %i %s", (column, letters) => {
    expect(columnLetters(column)).toBe(letters);
  });
});

describe("partName", () => {
  it("numbers the sheets after the first", () => {
    expect([partName("Gaps", 1), partName("Gaps", 2)]).toEqual(["Gaps", "Gaps (2)"]);
  });
});
