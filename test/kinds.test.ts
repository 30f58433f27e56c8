import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { fitsGlob } from "../src/domain/glob.ts";
import { days, rough, runs, spark } from "./kinds.ts";

const root = join(import.meta.dirname, "..");
const testFiles = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".test.ts"))
  .map((name) => `test/${name}`);
const isOneOf = (file: string, patterns: readonly string[]) => patterns.some((pattern) => fitsGlob(pattern, file));
const unitFiles = testFiles.filter((file) => !isOneOf(file, [...runs, ...rough, ...spark]));

/** A test file, and all modules below `test/` that it rests on. */
function modulesOf(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = readFileSync(join(root, file), "utf8");
  for (const [, path = ""] of text.matchAll(/ from "(\.\.?\/[^"]+\.ts)"/g)) {
    const target = join(dirname(file), path);
    if (target.startsWith("test/")) modulesOf(target, seen);
  }
  return seen;
}

const touches =
  /\b(?:mkdtemp|mkdir|writeFile|appendFile|copyFile|cp|symlink|rename)(?:Sync)?\(|\b(?:spawn|execFile|fork)(?:Sync)?\(/;

describe("the kinds of test", () => {
  it.each([...runs, ...rough, ...spark, ...days])("%s names test files", (pattern) => {
    expect(testFiles.filter((file) => fitsGlob(pattern, file))).not.toEqual([]);
  });

  it.each(testFiles)("%s is of one kind", (file) => {
    expect(isOneOf(file, runs) && isOneOf(file, rough)).toBe(false);
  });

  it.each(unitFiles)("%s is a unit test: it writes nothing and starts nothing", (file) => {
    const touching = [...modulesOf(file)].filter(
      (each) => each !== "test/kinds.test.ts" && touches.test(readFileSync(join(root, each), "utf8")),
    );
    expect(touching).toEqual([]);
  });
});
