import ExcelJS from "exceljs";
import { describe, expect, it } from "vitest";
import { legalName, nameList } from "../../../src/report/workbook/range-names.ts";

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
    const names = nameList(new ExcelJS.Workbook());
    expect([names.claim("Gaps"), names.claim("gaps"), names.claim("GAPS")]).toEqual(["Gaps", "gaps_2", "GAPS_3"]);
  });

  it("hands the ranges to the library as they are", () => {
    const workbook = new ExcelJS.Workbook();
    nameList(workbook).add("Gaps data", "'Gaps'!$A$2:$J$9");
    expect(workbook.definedNames.model).toEqual([{ name: "Gaps_data", ranges: ["'Gaps'!$A$2:$J$9"] }]);
  });
});
