import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const src = join(import.meta.dirname, "..", "src");

/** Words that say nothing of what a thing is: whatever is called so has a better name. */
const emptyWords = ["data", "info", "item", "record", "process", "handle", "manager", "util", "helper", "result"];

/** Names that have one of these words for a reason. */
const reasons: Readonly<Record<string, string>> = {
  dataQuality: "the design's own term for what is said of how far the numbers can be trusted",
  dataQualitySheet: "the sheet that is called so",
};

/** Every exported name, with the files that declare it. */
function exportedNames(): Map<string, string[]> {
  const declaration =
    /^export (?:async |abstract )*(?:const|function\*?|class|interface|type) (?:(\w+)|\[([\w, ]+)\])/gm;
  const names = new Map<string, string[]>();
  for (const file of readdirSync(src, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"))) {
    for (const [, one, several = ""] of readFileSync(join(src, file), "utf8").matchAll(declaration)) {
      for (const name of one === undefined ? several.split(", ") : [one]) {
        names.set(name, [...(names.get(name) ?? []), file]);
      }
    }
  }
  return names;
}

/** "dataQualitySheet" → data, quality, sheet; plural words in the singular. */
function wordsOf(name: string): string[] {
  const words = name.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? [];
  return words.map((word) => word.toLowerCase().replace(/(?<!s)s$/, ""));
}

describe("an exported name", () => {
  const names = exportedNames();

  it("is found by this test", () => {
    expect(names.size).toBeGreaterThan(500);
    expect([...names.keys()]).toEqual(expect.arrayContaining(["assessPartner", "InputError", "quote", "readRows"]));
  });

  it("has one meaning: one file declares it", () => {
    expect([...names].filter(([, files]) => files.length > 1)).toEqual([]);
  });

  it("has none of the words that say nothing", () => {
    const found = [...names.keys()].filter((name) => wordsOf(name).some((word) => emptyWords.includes(word)));
    expect(found.sort()).toEqual(Object.keys(reasons).sort());
  });

  it("says options where it is a bag of them", () => {
    expect([...names.keys()].filter((name) => /^[A-Z].*(?:Basis|Order|Request)$/.test(name))).toEqual(["DateOrder"]);
  });
});
