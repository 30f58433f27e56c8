import fc from "fast-check";
import { expect, it } from "vitest";
import { InputError } from "../../src/domain/input-error.ts";
import { type JobFolder, jobFolder } from "../fixtures/job-folder.ts";
import { beginnings, type MutatedFile, mutatedFile } from "./mutations.ts";

/** Mutated files in all, and in one run. TIERBOOK_MUTATIONS asks for more than the usual 500, and for another seed. */
const [count = 500, seed = 20170815] = (process.env["TIERBOOK_MUTATIONS"] ?? "").split(",").filter(Boolean).map(Number);
const together = 250;

const files = fc.sample(mutatedFile, { numRuns: count, seed });

/**
 * Runs the job on files, without those that it refuses; a run is published or every problem is the operator's.
 *
 * @returns how many files were refused
 */
async function runWithout(folder: JobFolder, some: readonly MutatedFile[], from: number): Promise<number> {
  const named = new Map(some.map((file, index) => [`consumption/${from + index}-${file.name}`, file.bytes]));
  let refused = 0;
  for (;;) {
    folder.write(Object.fromEntries(named));
    const ignored = { ...folder.config(), job: { ...folder.config().job, sources: ignoring(folder, named) } };
    try {
      const { report } = await folder.run({ config: ignored, cache: "off" });
      // The run itself stops where rows or dollars do not tie out.
      expect(report.sources.length).toBeLessThanOrEqual(named.size);
      return refused;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const names = new Set(error.problems.map(({ file }) => file));
      const gone = [...named.keys()].filter((name) => names.has(name));
      if (gone.length === 0) {
        expect(error.problems.map(({ code }) => code)).toEqual(["nothing-recognised"]);
        return refused;
      }
      for (const name of gone) named.delete(name);
      refused += gone.length;
    }
  }
}

/** Has all files of the folder ignored but these. */
function ignoring(folder: JobFolder, named: ReadonlyMap<string, Buffer>) {
  const others = folder.config().job.sources;
  return [...others, { match: "**", ignore: true }, ...[...named.keys()].map((match) => ({ match, ignore: false }))];
}

it("no content of a file ends a run otherwise than by being published or refused with its name", {
  timeout: 120_000 + 500 * count,
}, async () => {
  expect(beginnings.length).toBeGreaterThan(15);
  let refused = 0;
  for (let from = 0; from < files.length; from += together) {
    refused += await runWithout(jobFolder(), files.slice(from, from + together), from);
  }
  // Most are read; a file that is refused is no proof that its like is read.
  expect(refused / files.length).toBeLessThan(0.6);
  expect(refused).toBeGreaterThan(0);
});
