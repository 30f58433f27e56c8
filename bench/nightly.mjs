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
const nothingNew = "nightly, 30 files of 100 MB, nothing new";

/**
 * A night on which one file of thirty is new and one on which none is, beside one on which all are.
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
  const [before, after] = [join(work, "nightly-before"), join(work, "nightly-after")];
  await measureOnce(coldRun("the night before", { input, output: before }));
  for (const file of files.slice(-1)) linkInto(consumption, file);
  await measureOnce(coldRun("the night itself", { input, output: after }));

  const costs = await measureInterleaved(
    [
      coldRun(allNew, { input, output: join(work, "nightly-all-new") }),
      onTopOf(before, oneNew, { input, output: join(work, "nightly-one-new") }),
      onTopOf(after, nothingNew, { input, output: join(work, "nightly-nothing-new") }),
    ],
    rounds,
  );
  const cost = (/** @type {string} */ name) => costs.get(name) ?? { wallSeconds: Number.NaN, peakMib: Number.NaN };
  const ratio = (/** @type {string} */ name) => cost(name).wallSeconds / cost(allNew).wallSeconds;
  return {
    costs,
    checks: [
      {
        what: "nightly, one of 30 files new ÷ all new",
        measured: ratio(oneNew),
        unit: "",
        limit: limits.oneNewToAllNew,
      },
      {
        what: "nightly, nothing new ÷ all new",
        measured: ratio(nothingNew),
        unit: "",
        limit: limits.nothingNewToAllNew,
      },
      { what: "nightly, peak memory, all new", measured: cost(allNew).peakMib, unit: "MiB" },
      { what: "nightly, peak memory, one new", measured: cost(oneNew).peakMib, unit: "MiB" },
    ],
  };
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
