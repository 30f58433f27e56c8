import { describe, expect, it } from "vitest";
import { nearest } from "../../src/config/nearest.ts";

describe("nearest", () => {
  it.each([
    { name: "finds a word with a letter missing", word: "dateOrdr", near: "dateOrder" },
    { name: "ignores upper and lower case", word: "DATEORDER", near: "dateOrder" },
    { name: "finds nothing where three of seven letters are wrong", word: "decxxxl", near: undefined },
    { name: "finds a word with two of seven letters wrong", word: "decixxl", near: "decimal" },
    { name: "finds nothing for another word", word: "colour", near: undefined },
    { name: "finds nothing for an empty word", word: "", near: undefined },
  ])("$name", ({ word, near }) => {
    expect(nearest(word, ["decimal", "dateOrder"])).toBe(near);
  });

  it("prefers the nearer of two", () => {
    expect(nearest("70-553", ["70-532", "70-533"])).toBe("70-533");
  });
});
