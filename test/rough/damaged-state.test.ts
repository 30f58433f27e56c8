import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvsIn, type Night, prepareNight } from "./night.ts";
import { isThorough } from "./thorough.ts";

interface Answer {
  readonly csvs: Readonly<Record<string, string>>;
  readonly warnings: readonly string[];
}

/** A warm run after something was done to the files of the state. */
async function runAfter(night: Night, name: string, damage: (files: readonly string[]) => void): Promise<Answer> {
  const output = night.begin("warm", name);
  const state = join(output, "state");
  damage(readdirSync(state).map((file) => join(state, file)));
  const warnings: string[] = [];
  const progress = { stage: () => {}, files: () => {}, warn: (message: string) => void warnings.push(message) };
  const { folder } = await night.run(output, { progress });
  return { csvs: csvsIn(folder), warnings };
}

/** Other bits at some places; the place chooses the file as well. */
const flips = fc.array(fc.record({ place: fc.nat(1 << 20), bits: fc.integer({ min: 1, max: 255 }) }), {
  minLength: 1,
  maxLength: 4,
});

function flip(files: readonly string[], changes: readonly { place: number; bits: number }[]): void {
  for (const { place, bits } of changes) {
    const path = files[place % files.length] ?? "";
    const bytes = readFileSync(path);
    const at = Math.floor(place / files.length) % bytes.length;
    bytes[at] = (bytes[at] ?? 0) ^ bits;
    writeFileSync(path, bytes);
  }
}

describe("a night whose state", () => {
  it("is cold, warm, half deleted or damaged says the same in every CSV file, and tells of damage", async () => {
    const night = await prepareNight();
    const [expected] = night.expected.warm;
    const whole = await runAfter(night, "whole", () => {});
    expect(whole).toEqual({ csvs: expected, warnings: [] });
    const none = await runAfter(night, "none", (files) => files.map((file) => rmSync(file)));
    expect(none).toEqual({ csvs: expected, warnings: [] });

    for (const [index, changes] of fc.sample(flips, { numRuns: isThorough ? 100 : 10, seed: 4 }).entries()) {
      const { csvs, warnings } = await runAfter(night, `flipped ${index}`, (files) => flip(files, changes));
      expect(csvs, JSON.stringify(changes)).toEqual(expected);
      expect(warnings.length, JSON.stringify(changes)).toBeGreaterThan(0);
      expect(warnings.filter((warning) => !/state.*damaged/.test(warning))).toEqual([]);
    }
    const count = readdirSync(join(night.begin("warm", "to count"), "state")).length;
    for (const gone of new Set(
      fc.sample(fc.integer({ min: 1, max: 2 ** count - 2 }), { numRuns: isThorough ? 40 : 6, seed: 5 }),
    )) {
      const half = (files: readonly string[]) => {
        for (const file of files.filter((_, place) => (gone >> place) % 2 === 1)) rmSync(file);
      };
      const { csvs } = await runAfter(night, `without ${gone}`, half);
      expect(csvs, `without ${gone}`).toEqual(expected);
    }
  }, 600_000);
});
