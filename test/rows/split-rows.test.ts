import { describe, expect, it } from "vitest";
import { splitRows } from "../../src/rows/split-rows.ts";

function texts(text: string): string[] {
  return splitRows(text, ",").map(({ start, end }) => text.slice(start, end));
}

describe("splitRows", () => {
  it("ends a row at a line feed outside quotes only", () => {
    expect(texts('a,b\n1,"x\n""y"",\n"\n3,4')).toEqual(["a,b", '1,"x\n""y"",\n"', "3,4"]);
  });

  it("leaves out blank lines, and counts them", () => {
    expect(splitRows("a\n\n\nb\n", ",").map(({ line }) => line)).toEqual([1, 4]);
  });

  it("marks only the row with text after a closing quote", () => {
    expect(splitRows('"a"x,b\n"1","2"\n', ",").map(({ badQuote }) => badQuote)).toEqual([true, false]);
  });

  it("takes a quote inside an unquoted field as text", () => {
    expect(texts('3" pipe,x\n1,2\n')).toEqual(['3" pipe,x', "1,2"]);
  });

  it("names the line of a quote that is never closed, not that of its row", () => {
    expect(splitRows('a,b\n"1\n1","2\n3,4\n', ",").at(-1)).toMatchObject({ line: 2, openQuoteLine: 3 });
  });

  it("knows no open quote where all are closed", () => {
    expect(splitRows('"a"\n"b"', ",").every((row) => row.openQuoteLine === undefined)).toBe(true);
  });
});
