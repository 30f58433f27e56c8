import { cpSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { coldRun, warmRun } from "./commands.mjs";
import { ensureDataset, linkInto } from "./generate.mjs";
import { limits } from "./limits.mjs";
import { measureInterleaved, measureOnce } from "./measure.mjs";
import { warmUp } from "./warm-up.mjs";

const fileCount = 30;
const allNew = "nightly, 30 files of 100 MB, all new";
const oneNew = "nightly, 30 files of 100 MB, one new";

/**
 * A night on which one file of thirty is new, beside one on which all are.
 *
 * @param {Pick<import("./speed.mjs").Plan, "rounds" | "megabytesPerGb" | "work">} plan
 * @returns {Promise<import("./speed.mjs").Part>}
 */
export async function measureNightly({ rounds, megabytesPerGb, work }) {
  const megabytes = (fileCount * megabytesPerGb) / 10;
  const { files, input: source } = ensureDataset({ megabytes, files: fileCount });
  warmUp(files);

  const input = join(work, "nightly-input");
  const consumption = join(input, "consumption");
  cpSync(join(source, "transcripts"), join(input, "transcripts"), { recursive: true });
  linkInto(input, join(source, "partners.csv"));
  mkdirSync(consumption);
  for (const file of files.slice(0, -1)) linkInto(consumption, file);

  const before = join(work, "nightly-before");
  await measureOnce(coldRun("the night before", { input, output: before }));
  for (const file of files.slice(-1)) linkInto(consumption, file);

  const output = join(work, "nightly-one-new");
  const restored = { ...warmRun(oneNew, { input, output }), prepare: () => restore(before, output) };
  const commands = [coldRun(allNew, { input, output: join(work, "nightly-all-new") }), restored];
  const costs = await measureInterleaved(commands, rounds);
  const wall = (/** @type {string} */ name) => costs.get(name)?.wallSeconds ?? Number.NaN;
  const measured = wall(oneNew) / wall(allNew);
  const what = "nightly, one of 30 files new ÷ all new";
  return { costs, checks: [{ what, measured, unit: "", limit: limits.oneNewToAllNew }] };
}

/** @type {(before: string, output: string) => void} */
function restore(before, output) {
  rmSync(output, { recursive: true, force: true });
  mkdirSync(dirname(output), { recursive: true });
  cpSync(before, output, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
}
