import { describe, expect, it } from "vitest";
import { formatProblem } from "../../src/domain/input-error.ts";
import { printable } from "../../src/domain/text.ts";

describe("printable", () => {
  it.each([
    ["plain é 名.csv", "plain é 名.csv"],
    ["a\u001b[2Jb", "a\\x1b[2Jb"],
    ["two\nlines\r\t", "two\\x0alines\\x0d\\x09"],
    ["\u007f\u009b", "\\x7f\\x9b"],
  ])("%j is printed as %s", (text, shown) => {
    expect(printable(text)).toBe(shown);
  });
});

describe("the message of a problem", () => {
  it("has control characters of names and cells escaped", () => {
    const problem = {
      code: "bad-day",
      file: "a\u001b]0;x\u0007.csv",
      line: 2,
      found: "a\u0007",
      expected: "a day",
      fix: "correct it",
    };
    expect(formatProblem(problem)).toBe("a\\x1b]0;x\\x07.csv:2: found a\\x07\n  Expected a day.\n  Fix: correct it");
  });
});
