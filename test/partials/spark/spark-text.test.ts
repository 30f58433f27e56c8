import { describe, expect, it } from "vitest";
import { filesPattern, foldersListed, sparkText } from "../../../src/partials/spark/spark-text.ts";

describe("sparkText", () => {
  it.each([
    ["consumption/a b(1).csv", "'consumption/a b(1).csv'"],
    ["it's", "'it\\u0027s'"],
    ["a\\b", "'a\\u005cb'"],
    ["$" + "{x};--", "'\\u0024{x}\\u003b\\u002d\\u002d'"],
    ["é😀\n", "'\\u00e9\\ud83d\\ude00\\u000a'"],
  ])("writes %j as a literal in which no character has another meaning", (text, literal) => {
    expect(sparkText(text)).toBe(literal);
  });
});

describe("filesPattern", () => {
  it.each([
    { files: ["a.csv"], pattern: "file:///in/a.csv" },
    { files: ["x/a[1].csv"], pattern: "file:///in/x/a\\[1\\].csv" },
    { files: ["a.csv", "b,c.csv"], pattern: "file:///in/{a.csv,b\\,c.csv}" },
    { files: ["x/a.csv", "x/b{c.csv"], pattern: "file:///in/{x/a.csv,x/b\\\\\\{c.csv}" },
  ])("names exactly $files", ({ files, pattern }) => {
    expect(filesPattern("file:///in", files)).toBe(pattern);
  });

  it("escapes the folder once, wherever the files lie", () => {
    expect(filesPattern("file:///in[1]", ["x/a.csv", "b.csv"])).toBe("file:///in\\[1\\]/{x/a.csv,b.csv}");
  });
});

describe("foldersListed", () => {
  it("names the folder of each part that Hadoop takes for a pattern", () => {
    expect(foldersListed("/in/a b/c.csv")).toEqual([]);
    expect(foldersListed("/in/{a}/c*.csv")).toEqual(["/in", "/in/{a}"]);
  });
});
