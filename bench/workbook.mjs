import { join } from "node:path";
import { coldRun } from "./commands.mjs";
import { ensureDataset } from "./generate.mjs";
import { workbookLimits } from "./limits.mjs";
import { measureInterleaved } from "./measure.mjs";
import { warmUp } from "./warm-up.mjs";

const megabytes = 100;

/**
 * What the workbook costs: a run with it, less a run without. Memory is that of the whole run.
 *
 * @param {Pick<import("./speed.mjs").Plan, "rounds" | "work" | "megabytesPerGb">} plan
 * @returns {Promise<import("./speed.mjs").Part>}
 */
export async function measureWorkbook({ rounds, work, megabytesPerGb }) {
  const sizes = workbookLimits.map((size) => ({ ...size, ...runsOf((size.partners * megabytesPerGb) / 1000, work) }));
  const commands = sizes.flatMap(({ without, withIt }) => [without, withIt]);
  const costs = await measureInterleaved(commands, rounds);
  const cost = (/** @type {{ name: string }} */ { name }) =>
    costs.get(name) ?? { wallSeconds: Number.NaN, peakMib: Number.NaN };
  /** @type {import("./limits.mjs").Check[]} */
  const checks = sizes.flatMap(({ of, without, withIt, seconds, peak }) => [
    {
      what: `workbook of ${of}, its own time`,
      measured: cost(withIt).wallSeconds - cost(without).wallSeconds,
      unit: "s",
      limit: seconds,
    },
    { what: `workbook of ${of}, peak memory`, measured: cost(withIt).peakMib, unit: "MiB", limit: peak },
  ]);
  return { costs, checks };
}

/** @type {(partners: number, work: string) => { of: string, without: import("./measure.mjs").Command, withIt: import("./measure.mjs").Command }} */
function runsOf(partners, work) {
  const { input, files } = ensureDataset({ megabytes, files: 12, partners });
  warmUp(files);
  const of = `${partners.toLocaleString("en")} partners`;
  const output = join(work, `${partners}-partners`);
  return {
    of,
    without: coldRun(`run --no-workbook, ${of}`, { input, output: `${output}-csv` }),
    withIt: coldRun(`run with workbook, ${of}`, { input, output: `${output}-workbook`, workbook: true }),
  };
}
