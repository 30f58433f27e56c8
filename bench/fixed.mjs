import { join } from "node:path";
import { coldRun, startUp } from "./commands.mjs";
import { ensureDataset } from "./generate.mjs";
import { limits } from "./limits.mjs";
import { measureInterleaved } from "./measure.mjs";
import { warmUp } from "./warm-up.mjs";

/**
 * What does not grow with the input: a run with hardly any usage, and the start of the program.
 *
 * @param {Pick<import("./speed.mjs").Plan, "rounds" | "work">} plan
 * @returns {Promise<import("./speed.mjs").Part>}
 */
export async function measureFixed({ rounds, work }) {
  const { files, input } = ensureDataset({ megabytes: 1, files: 1 });
  warmUp(files);
  const run = coldRun("run --no-workbook, one file of 1 MB", { input, output: join(work, "fixed") });
  const version = startUp("--version");
  const costs = await measureInterleaved([run, version], rounds);
  const seconds = (/** @type {{ name: string }} */ { name }) => costs.get(name)?.leastCpuSeconds ?? Number.NaN;
  return {
    costs,
    checks: [
      {
        what: "one file of 1 MB, 2,000 partners, nothing kept, processor time",
        measured: seconds(run),
        unit: "s",
        limit: limits.fixedSeconds,
      },
      {
        what: "start-up (`--version`), processor time",
        measured: seconds(version),
        unit: "s",
        limit: limits.startUpSeconds,
      },
    ],
  };
}
