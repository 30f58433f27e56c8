import { describe, expect, it } from "vitest";
import { readFirstRow } from "../../src/sources/recognise.ts";

const comma = { delimiter: ",", names: ["a", "b"], linesBefore: 0 } as const;

describe("the first row below a header", () => {
  it.each([
    ["a,b\n1,2\n3,4\n", ["1", "2"]],
    ["a,b\r\n1,2\r\n3,4\r\n", ["1", "2"]],
    ["a,b\n\n1,2\n", ["1", "2"]],
    ['"a","b"\n"1,5","say ""x""\nand y"\n3,4\n', ["1,5", 'say "x"\nand y']],
  ])("of %j is %j", (text, row) => {
    expect(readFirstRow(text, comma)).toEqual(row);
  });

  it.each(["a,b", "a,b\n", "a,b\n1,2", 'a,b\n"1,2\n'])("of %j is none: it is not whole", (text) => {
    expect(readFirstRow(text, comma)).toEqual([]);
  });

  it("goes by the header's delimiter", () => {
    expect(readFirstRow("a\tb\n1,5\t2\n", { ...comma, delimiter: "\t" })).toEqual(["1,5", "2"]);
  });
});
