import { join } from "node:path";
import { bareDuckdb, coldRun, csvParseStream, hashingDuckdb } from "./commands.mjs";
import { tenBillionths } from "./csv-parse-stream.mjs";
import { ensureDataset } from "./generate.mjs";
import { limits } from "./limits.mjs";
import { measureInterleaved } from "./measure.mjs";
import { countedByRun, requireSameSums } from "./same-sums.mjs";
import { extrapolate } from "./statistics.mjs";
import { warmUp } from "./warm-up.mjs";

/**
 * @typedef {import("./limits.mjs").Check} Check
 * @typedef {import("./measure.mjs").Cost} Cost
 * @typedef {{ costs: ReadonlyMap<string, Cost>, checks: readonly Check[] }} Part
 */
/**
 * @typedef {object} Plan
 * @property {readonly number[]} sizes - in GB
 * @property {number} rounds
 * @property {number} megabytesPerGb - 1,000; less for a trial
 * @property {string} work - folder for what the runs write
 */

/** One file a month, however large. */
const filesPerSet = 12;
const streamRounds = 2;

/** @param {number} gb */
const names = (gb) => ({
  run: `run --no-workbook, ${gb} GB`,
  workbook: `run with workbook, ${gb} GB`,
  bare: `bare DuckDB, ${gb} GB`,
  hashing: `bare DuckDB that also hashes, ${gb} GB`,
  stream: `csv-parse stream, ${gb} GB`,
});

/**
 * Speed, growth and memory of a whole run with nothing cached, beside bare DuckDB and a csv-parse stream.
 *
 * @param {Plan} plan
 * @returns {Promise<Part>}
 */
export async function measureSpeed({ sizes, rounds, megabytesPerGb, work }) {
  const datasets = sizes.map((gb) => ({
    gb,
    output: join(work, `speed-${gb}`),
    dataset: ensureDataset({ megabytes: gb * megabytesPerGb, files: filesPerSet }),
  }));
  for (const { dataset } of datasets) warmUp(dataset.files);
  /** @type {Map<string, bigint>} */
  const sums = new Map();
  const costs = await measureInterleaved(datasets.flatMap(commandsFor), rounds, (name, { stdout }) => {
    if (stdout.startsWith('{"groups"')) sums.set(name, tenBillionths(JSON.parse(stdout).usd));
  });
  for (const { gb, output } of datasets) {
    const { bare, hashing, stream } = names(gb);
    const others = [bare, hashing, stream].flatMap((name) => sums.get(name) ?? []);
    requireSameSums(`${gb} GB`, [countedByRun(output), ...others]);
  }
  return { costs, checks: speedChecks(costs, sizes) };
}

/** @param {{ gb: number, output: string, dataset: import("./generate.mjs").Dataset }} size */
function commandsFor({ gb, output, dataset }) {
  const { input } = dataset;
  const { run, workbook, bare, hashing, stream } = names(gb);
  const all = [coldRun(run, { input, output }), bareDuckdb(bare, dataset), hashingDuckdb(hashing, dataset)];
  if (gb !== 1) return all;
  const withWorkbook = coldRun(workbook, { input, output: `${output}-workbook`, workbook: true });
  return [...all, withWorkbook, { ...csvParseStream(stream, dataset), runs: streamRounds }];
}

/**
 * What follows from the costs, for the sizes that were measured.
 *
 * @param {ReadonlyMap<string, Cost>} costs
 * @param {readonly number[]} sizes - in GB
 * @returns {Check[]}
 */
function speedChecks(costs, sizes) {
  const wall = (/** @type {string} */ name) => costs.get(name)?.wallSeconds ?? Number.NaN;
  const peaks = sizes.map((gb) => /** @type {const} */ ([gb, costs.get(names(gb).run)?.peakMib ?? Number.NaN]));
  return [
    ...sizes.map((gb) => ({
      what: `run --no-workbook ÷ bare DuckDB, ${gb} GB`,
      measured: wall(names(gb).run) / wall(names(gb).bare),
      unit: /** @type {const} */ (""),
      ...bareLimit(gb),
    })),
    ...sizes.map((gb) => ({
      what: `run --no-workbook ÷ bare DuckDB that also hashes its files, ${gb} GB`,
      measured: wall(names(gb).run) / wall(names(gb).hashing),
      unit: /** @type {const} */ (""),
    })),
    ...sizes.filter((gb) => gb === 1).flatMap(() => atOneGb(wall)),
    ...sizes
      .filter((gb) => sizes.includes(gb * 2))
      .map((gb) => ({
        what: `cost of 2× the rows ÷ cost of 1×, ${gb * 2} GB ÷ ${gb} GB`,
        measured: wall(names(gb * 2).run) / wall(names(gb).run),
        unit: /** @type {const} */ (""),
        limit: limits.twiceTheRows,
      })),
    ...peaks.map(([gb, peak]) => ({
      what: `peak memory, ${gb} GB`,
      measured: peak,
      unit: /** @type {const} */ ("MiB"),
    })),
    ...(sizes.length < 2 ? [] : [peakAtTenGb(peaks)]),
  ];
}

/** @param {number} gb */
function bareLimit(gb) {
  if (gb === 1) return { limit: limits.runToBare1 };
  return gb === 4 ? { limit: limits.runToBare4 } : {};
}

/** @type {(wall: (name: string) => number) => Check[]} */
function atOneGb(wall) {
  const { run, workbook, stream } = names(1);
  return [
    {
      what: "csv-parse stream ÷ run --no-workbook, 1 GB",
      measured: wall(stream) / wall(run),
      unit: "",
      limit: limits.streamToRun,
    },
    { what: "the workbook's own time, 2,000 partners", measured: wall(workbook) - wall(run), unit: "s" },
  ];
}

/** @type {(peaks: readonly (readonly [number, number])[]) => Check} */
function peakAtTenGb(peaks) {
  return {
    what: "peak memory, 10 GB (least squares line through the sizes above)",
    measured: extrapolate(peaks, 10),
    unit: "MiB",
    limit: limits.peakAt10Gb,
  };
}
