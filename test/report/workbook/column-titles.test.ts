import { describe, expect, it } from "vitest";
import { columnTitles } from "../../../src/report/workbook/column-titles.ts";

describe("columnTitles", () => {
  it("leaves titles alone that Excel accepts", () => {
    expect(columnTitles(["Partner", "Tier", "owner"])).toEqual(["Partner", "Tier", "owner"]);
  });

  it("numbers what would be there twice, whatever its case, past numbers that are taken", () => {
    expect(columnTitles(["Partner", "partner", "PARTNER (2)", "partner"])).toEqual([
      "Partner",
      "partner (2)",
      "PARTNER (2) (2)",
      "partner (3)",
    ]);
  });

  it("takes titles for one that look the same once Excel holds them", () => {
    expect(columnTitles(["a\u0000", "a\u0001"])).toEqual(["a\u0000", "a\u0001 (2)"]);
  });

  it("puts a title on one line, and cuts it before Excel refuses it", () => {
    expect(columnTitles(["two\r\nlines"])).toEqual(["two lines"]);
    expect(columnTitles(["x".repeat(300)])[0]).toHaveLength(240);
  });
});
