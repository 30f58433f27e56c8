import { cpSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { coldRun, warmRun } from "./commands.mjs";
import { ensureDataset, linkInto } from "./generate.mjs";
import { limits } from "./limits.mjs";
import { measureInterleaved, measureOnce } from "./measure.mjs";
import { warmUp } from "./warm-up.mjs";

/** @typedef {Pick<import("./speed.mjs").Plan, "rounds" | "megabytesPerGb" | "work">} NightPlan */

const largeFiles = 30;

/**
 * Nights on which no file is new, or one: of thirty large files, and of thousands of small ones.
 *
 * @param {NightPlan} plan
 * @returns {Promise<import("./speed.mjs").Part>}
 */
export async function measureNightly(plan) {
  const large = await largeNights(plan);
  const small = await smallNight(plan);
  const commands = [large.nothingNew, large.oneNew, small.nothingNew];
  const costs = await measureInterleaved(commands, plan.rounds);
  const seconds = (/** @type {{ name: string }} */ { name }) => costs.get(name)?.leastCpuSeconds ?? Number.NaN;
  const check = (/** @type {{ name: string }} */ command, /** @type {import("./limits.mjs").Limit} */ limit) => ({
    what: `${command.name}, processor time`,
    measured: seconds(command),
    unit: /** @type {const} */ ("s"),
    limit,
  });
  return {
    costs,
    checks: [
      check(large.nothingNew, limits.nothingNewSeconds),
      check(large.oneNew, limits.oneNewSeconds),
      check(small.nothingNew, limits.nothingNewOfManySeconds),
    ],
  };
}

/** @param {NightPlan} plan */
async function largeNights({ megabytesPerGb, work }) {
  const megabytesEach = megabytesPerGb / 10;
  const { files, input: source } = ensureDataset({ megabytes: largeFiles * megabytesEach, files: largeFiles });
  warmUp(files);
  const input = join(work, "nightly-input");
  const consumption = join(input, "consumption");
  cpSync(join(source, "transcripts"), join(input, "transcripts"), { recursive: true });
  linkInto(input, join(source, "partners.csv"));
  mkdirSync(consumption);
  for (const file of files.slice(0, -1)) linkInto(consumption, file);
  const [before, after] = [join(work, "nightly-before"), join(work, "nightly-after")];
  await measureOnce(coldRun("the night before", { input, output: before }));
  for (const file of files.slice(-1)) linkInto(consumption, file);
  await measureOnce(coldRun("the night itself", { input, output: after }));
  const of = `night, ${largeFiles} files of ${megabytesEach} MB`;
  return {
    nothingNew: onTopOf(after, `${of}, nothing new`, { input, output: join(work, "nightly-nothing-new") }),
    oneNew: onTopOf(before, `${of}, one new`, { input, output: join(work, "nightly-one-new") }),
  };
}

/** @param {NightPlan} plan */
async function smallNight({ megabytesPerGb, work }) {
  const count = 3 * megabytesPerGb;
  const { files, input } = ensureDataset({ megabytes: count / 10, files: count });
  warmUp(files);
  const after = join(work, "nightly-small-after");
  await measureOnce(coldRun("the night itself", { input, output: after }));
  const name = `night, ${count.toLocaleString("en")} files of 100 kB, nothing new`;
  return { nothingNew: onTopOf(after, name, { input, output: join(work, "nightly-small-nothing-new") }) };
}

/** A run that finds the output folder as an earlier run left it. @type {(before: string, name: string, folders: { input: string, output: string }) => import("./measure.mjs").Command} */
function onTopOf(before, name, folders) {
  return { ...warmRun(name, folders), prepare: () => restore(before, folders.output) };
}

/** @type {(before: string, output: string) => void} */
function restore(before, output) {
  rmSync(output, { recursive: true, force: true });
  mkdirSync(dirname(output), { recursive: true });
  cpSync(before, output, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
}
