import { describe, expect, it } from "vitest";
import { rowHeight } from "../../../src/report/workbook/row-height.ts";
import { placed } from "../../../src/report/workbook/sheet-plan.ts";

describe("rowHeight", () => {
  it.each([
    { name: "leaves a row of one line alone", text: "x".repeat(11), height: undefined },
    { name: "gives two lines room", text: "x".repeat(12), height: 30 },
    { name: "breaks between words", text: "seven77 seven77 seven77", height: 45 },
    { name: "counts line ends", text: "a\r\nb\nc", height: 45 },
    { name: "stays below what Excel takes", text: "x".repeat(30_000), height: 409 },
  ])("$name", ({ text, height }) => {
    expect(rowHeight([placed("x"), placed(text)], [10, 10])).toBe(height);
  });

  it("leaves room for the filter button in a header, and for large type", () => {
    expect(rowHeight([placed("x".repeat(7), "header")], [10])).toBeUndefined();
    expect(rowHeight([placed("x".repeat(8), "header")], [10])).toBe(30);
    expect(rowHeight([placed("x".repeat(80), "title")], [10])).toBe(30);
  });

  it("gives facts one line, since they run on over the cells beside them", () => {
    expect(rowHeight([placed("x".repeat(80), "fact")], [10])).toBeUndefined();
    expect(rowHeight([placed("x".repeat(80), "prose")], [10])).toBe(135);
  });
});
