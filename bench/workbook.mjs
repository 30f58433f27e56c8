import { join } from "node:path";
import { coldRun } from "./commands.mjs";
import { ensureDataset } from "./generate.mjs";
import { limits } from "./limits.mjs";
import { measureInterleaved } from "./measure.mjs";
import { warmUp } from "./warm-up.mjs";

const without = "run --no-workbook, 20,000 partners";
const withIt = "run with workbook, 20,000 partners";

/**
 * The workbook of 20,000 partners: what a run costs with it, less what it costs without; memory is that of the whole run.
 *
 * @param {Pick<import("./speed.mjs").Plan, "rounds" | "work">} plan
 * @returns {Promise<import("./speed.mjs").Part>}
 */
export async function measureWorkbook({ rounds, work }) {
  const { input, files } = ensureDataset({ megabytes: 100, files: 12, partners: 20_000 });
  warmUp(files);
  const commands = [
    coldRun(without, { input, output: join(work, "partners-csv") }),
    coldRun(withIt, { input, output: join(work, "partners-workbook"), workbook: true }),
  ];
  const costs = await measureInterleaved(commands, rounds);
  const whole = costs.get(withIt);
  const own = (whole?.wallSeconds ?? Number.NaN) - (costs.get(without)?.wallSeconds ?? Number.NaN);
  const peak = whole?.peakMib ?? Number.NaN;
  return {
    costs,
    checks: [
      { what: "workbook of 20,000 partners, its own time", measured: own, unit: "s", limit: limits.workbookSeconds },
      { what: "workbook of 20,000 partners, peak", measured: peak, unit: "MiB", limit: limits.workbookPeak },
    ],
  };
}
