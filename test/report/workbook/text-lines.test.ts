import { describe, expect, it } from "vitest";
import { breakLines, countLines } from "../../../src/report/workbook/text-lines.ts";

describe("breakLines", () => {
  it("fills each line with whole words", () => {
    expect(breakLines("one two three", 7)).toEqual(["one two", "three"]);
    expect(breakLines("one two three", 6)).toEqual(["one", "two", "three"]);
  });

  it("leaves a word that is too long in one piece", () => {
    expect(breakLines("a consumption/usage.csv b", 5)).toEqual(["a", "consumption/usage.csv", "b"]);
  });
});

describe("countLines", () => {
  it.each([
    ["", 1],
    ["12345", 1],
    ["123456", 2],
    ["12345678901", 3],
    ["a\nb\r\nc\rd", 4],
  ])("counts %j as %i lines of five characters", (text, lines) => {
    expect(countLines(text, 5)).toBe(lines);
  });

  it("gives a long path with ids the room it takes", () => {
    const path = "consumption/mpa/20170601-20170630/4c550860-0000-4000-8000-000000000000/part_0_0001.csv";
    expect(countLines(path.padEnd(115, "0"), 61.6)).toBe(3);
  });
});
