import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { type JobResult, runJob } from "./fixtures/job-run.ts";
import { untied } from "./fixtures/tie-out.ts";

// Each folder of golden/ is a situation: `case.md` says what must come out and why, `run.yaml` how to run it and what to compare, `input/`
// what goes in, `config/` (where there is one) what is laid over the shipped config, `expected/` what comes out. A case with
// several runs has a folder in `expected/` for each. TIERBOOK_GOLDEN=update writes `expected/` anew: read the diff.

const golden = fileURLToPath(new URL("golden", import.meta.url));
const update = process.env["TIERBOOK_GOLDEN"] === "update";

const planned = z.strictObject({
  name: z.string().optional(),
  as_of: z.string(),
  exit: z.literal([0, 2, 3]),
  warnings: z.array(z.string()),
  env: z.record(z.string(), z.string()).optional(),
});
/** What the case is about: all CSV files, or those named. Whatever it compares, its rows and dollars tie out. */
const compared = z.union([z.literal("all"), z.array(z.string()).min(1)]);
const plan = z.strictObject({ compare: compared, runs: z.array(planned).min(1) });
type Planned = z.output<typeof planned>;
type Compared = z.output<typeof compared>;

for (const name of readdirSync(golden).sort()) {
  const folder = join(golden, name);
  const { compare, runs } = plan.parse(parse(readFileSync(join(folder, "run.yaml"), "utf8")));
  describe(`golden run ${name}`, () => {
    it.each(runs.map((one) => ({ ...one, title: one.name ?? `as of ${one.as_of}` })))(
      "comes out as expected: $title",
      async (one) => {
        await expectRun(folder, one, compare);
      },
    );
    it("says what must come out and why, and expects nothing of runs it does not name", () => {
      expect(readFileSync(join(folder, "case.md"), "utf8").trim()).not.toBe("");
      const inFolders = readdirSync(join(folder, "expected"), { withFileTypes: true }).filter((entry) =>
        entry.isDirectory(),
      );
      expect(inFolders.map((entry) => entry.name).sort()).toEqual(runs.flatMap((one) => one.name ?? []).sort());
    });
  });
}

async function expectRun(folder: string, one: Planned, compare: Compared): Promise<void> {
  const config = join(folder, "config");
  const { as_of: asOf, env = {} } = one;
  const result = await runJob({ input: join(folder, "input"), asOf, env, ...(existsSync(config) ? { config } : {}) });
  expect(result.message).toBe(one.exit === 2 ? result.message : "");
  expect({ exit: result.exit, warnings: result.warnings }).toEqual({ exit: one.exit, warnings: one.warnings });
  if (result.exit !== 2) expect(untied(result)).toEqual([]);

  const expected = one.name === undefined ? join(folder, "expected") : join(folder, "expected", one.name);
  const outcome = outcomeOf(result, compare);
  if (update) write(expected, outcome);
  expect(outcome).toEqual(read(expected));
}

/** What a run published, or the message why it published nothing. */
function outcomeOf({ exit, files, message }: JobResult, compare: Compared): Readonly<Record<string, string>> {
  if (exit === 2) return { "error.txt": message };
  if (compare === "all") return files;
  return Object.fromEntries(compare.map((name) => [`${name}.csv`, files[`${name}.csv`] ?? "not written"]));
}

function read(folder: string): Readonly<Record<string, string>> {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
}
