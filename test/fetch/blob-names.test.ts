import { describe, expect, it } from "vitest";
import { siftNames } from "../../src/fetch/blob-names.ts";

function refusedOf(...names: readonly string[]): readonly string[] {
  const { accepted, refused } = siftNames(
    names.map((name) => ({ name })),
    "/data/input/azure",
  );
  expect(accepted.length + refused.length).toBe(names.length);
  return refused.map(({ name }) => name);
}

describe("siftNames", () => {
  it.each([
    "daily/20170601-20170630/201706160410/part_0_0001.csv",
    "_manifest.json",
    "ünïcödé 日本.csv",
    "console.csv",
    "com10.csv",
    "a..b.csv",
    "~.csv",
    `${"x".repeat(251)}.csv`,
  ])("accepts %j", (name) => {
    expect(refusedOf(name)).toEqual([]);
  });

  it.each([
    ...["../up.csv", "a/../b.csv", "..", ".", "./a.csv", "/lead.csv", "a//b.csv", "a/"],
    ...["a\\b.csv", "C:\\a.csv", "C:a.csv", "a.csv:stream", 'a".csv', "a?.csv", "a|b.csv"],
    ...["CON", "con.csv", "Aux/part.csv", "NUL.tar.gz", "COM1", "lpt9.csv", "com¹.csv"],
    ...["dot.", "dir./a.csv", "space ", "dir /a.csv", "\uFFFD.csv", "\uD800.csv"],
    ...[".hidden.csv", ".git/a.csv", "~$book.xlsx", "node_modules/a.csv", "run.json", "a/RUN.JSON"],
    ...[`${"x".repeat(252)}.csv`, "ü".repeat(128), `${"long/".repeat(800)}a.csv`],
  ])("refuses %j", (name) => {
    expect(refusedOf(name)).toHaveLength(1);
  });

  it("escapes control characters in what it says", () => {
    expect(refusedOf("a\u001b[2J.csv", "b\n.csv")).toEqual(["a\\x1b[2J.csv", "b\\x0a.csv"]);
  });

  it("refuses all names that differ only in case, or in how an accent is written", () => {
    expect(refusedOf("a/B.csv", "A/b.csv", "e\u0301.csv", "\u00e9.csv", "c.csv")).toHaveLength(4);
  });

  it("refuses the file where a name is both a file and a folder", () => {
    expect(refusedOf("a", "A/b.csv", "x/y", "x/y/z/1.csv", "x/y/z")).toEqual(["a", "x/y", "x/y/z"]);
  });
});
