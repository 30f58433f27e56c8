import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Files, jobFolder } from "../fixtures/job-folder.ts";
import {
  associationLine,
  associationsFile,
  type PlainRow,
  plainFile,
  plainRow,
  transcriptsFile,
} from "./random-rows.ts";

const root = join(import.meta.dirname, "..", "..");
const answers = ["partners.csv", "gaps.csv", "consumption.csv"];

async function answersOf(files: Files, threads?: number): Promise<string[]> {
  const folder = jobFolder(files);
  await folder.run(threads === undefined ? {} : { threads });
  return answers.map(folder.latest);
}

const rows = fc.array(plainRow, { minLength: 100, maxLength: 250, size: "max" });
const lines = fc.array(associationLine, { minLength: 3, maxLength: 8 });

/** Rows in another order: by a text that has nothing to do with them. */
function shuffled(some: readonly PlainRow[], salt: number): PlainRow[] {
  const key = (index: number) => (index * 7919 + salt * 104_729) % 1_000_003;
  return some
    .map((row, index) => ({ row, key: key(index + 1) }))
    .sort((a, b) => a.key - b.key)
    .map(({ row }) => row);
}

describe("the answers", () => {
  it("are the same bytes for any order of rows, split into files, names of files and number of threads", async () => {
    await fc.assert(
      fc.asyncProperty(rows, lines, fc.integer({ min: 1, max: 99 }), async (some, associations, salt) => {
        const tables = {
          "associations.csv": associationsFile(associations),
          "transcripts/people.csv": transcriptsFile,
        };
        const expected = await answersOf({ ...tables, "consumption/usage.csv": plainFile(some) }, 1);

        const mixed = shuffled(some, salt);
        expect(await answersOf({ ...tables, "consumption/z/other.csv": plainFile(mixed) }, 2)).toEqual(expected);

        const cut = salt % mixed.length;
        const split = {
          "consumption/b.csv": plainFile(mixed.slice(0, cut)),
          "consumption/a/c.csv": plainFile(mixed.slice(cut)),
        };
        expect(await answersOf({ ...tables, ...split }, 4)).toEqual(expected);

        const third = Math.floor(mixed.length / 3);
        const parts = {
          "consumption/a.csv": plainFile(mixed.slice(2 * third)),
          "consumption/part_1.csv": plainFile(mixed.slice(0, third)),
          "consumption/part_0.csv": plainFile(mixed.slice(third, 2 * third)),
        };
        expect(await answersOf({ ...tables, ...parts })).toEqual(expected);
      }),
      { numRuns: 2, seed: 20170815 },
    );
  });

  it("are the same bytes in every time zone, in all CSV files", async () => {
    const inZone = async (zone: string): Promise<string[]> => {
      const output = join(jobFolder().root, "output");
      const args = ["dist/main.js", "run", "--as-of", "2017-08-15", "--no-workbook", "--quiet", "--output", output];
      await promisify(execFile)(process.execPath, args, { cwd: root, env: { ...process.env, TZ: zone } });
      const names = [...answers, "people.csv", "sources.csv", "rejects.csv"];
      return names.map((name) => readFileSync(join(output, "latest", name), "utf8"));
    };
    const [expected, ...others] = await Promise.all(["UTC", "Pacific/Auckland", "America/Los_Angeles"].map(inZone));
    expect(others).toEqual([expected, expected]);
  });
});
