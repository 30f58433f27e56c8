import { statSync } from "node:fs";
import { join } from "node:path";
import { withShortRow } from "./broken-files.mjs";
import { coldRun, csvCopy } from "./commands.mjs";
import { ensureDataset } from "./generate.mjs";
import { limits } from "./limits.mjs";
import { measureInterleaved } from "./measure.mjs";
import { countedByRun, requireSameSums } from "./same-sums.mjs";
import { warmUp } from "./warm-up.mjs";

/** Repetitions of the commands that read the file by csv-parse. */
const slowRounds = 2;

/**
 * A file of 1 GB with one short row in the middle, which the careful reader reads, beside the same file without it and a copy of it
 * by csv-parse and csv-stringify. The speed is that of the whole run: starting, hashing and the fast reader's attempt included.
 *
 * @param {Pick<import("./speed.mjs").Plan, "rounds" | "megabytesPerGb" | "work">} plan
 * @returns {Promise<import("./speed.mjs").Part>}
 */
export async function measureCareful({ rounds, megabytesPerGb, work }) {
  const clean = ensureDataset({ megabytes: megabytesPerGb, files: 1 });
  const short = withShortRow(clean);
  warmUp([...clean.files, short.file]);
  const [cleanOutput, shortOutput] = [join(work, "careful-clean"), join(work, "careful-short")];
  const of = "one file of 1 GB";
  const run = {
    ...coldRun(`run, ${of} with a short row`, { input: short.input, output: shortOutput }),
    runs: slowRounds,
  };
  const copy = csvCopy(`csv-parse and csv-stringify, ${of}`, { from: short.file, to: join(work, "copy.csv") });
  const commands = [
    coldRun(`run, ${of}`, { input: clean.input, output: cleanOutput }),
    run,
    { ...copy, runs: slowRounds },
  ];
  const costs = await measureInterleaved(commands, rounds);
  requireSameSums("a file with and without a short row", [countedByRun(cleanOutput), countedByRun(shortOutput)]);

  const megabytes = statSync(short.file).size / 1e6;
  const speed = (/** @type {{ name: string }} */ { name }) => megabytes / (costs.get(name)?.wallSeconds ?? Number.NaN);
  const peak = (/** @type {{ name: string }} */ { name }) => costs.get(name)?.peakMib ?? Number.NaN;
  return {
    costs,
    checks: [
      { what: "one short row in 1 GB, whole run", measured: speed(run), unit: "MB/s", limit: limits.carefulSpeed },
      { what: "one short row in 1 GB, peak memory", measured: peak(run), unit: "MiB", limit: limits.carefulPeak },
      { what: "the same file by csv-parse and csv-stringify alone", measured: speed(copy), unit: "MB/s" },
      { what: "the same, peak memory", measured: peak(copy), unit: "MiB" },
    ],
  };
}
