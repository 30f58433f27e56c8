import { join } from "node:path";
import { bareDuckdb, coldRun, csvParseStream, hasPandas, pandasSums } from "./commands.mjs";
import { tenBillionths } from "./csv-parse-stream.mjs";
import { ensureDataset } from "./generate.mjs";
import { limits } from "./limits.mjs";
import { measureInterleaved } from "./measure.mjs";
import { countedByRun, requireCloseSum, requireSameSums } from "./same-sums.mjs";
import { extrapolate } from "./statistics.mjs";
import { warmUp } from "./warm-up.mjs";

/**
 * @typedef {import("./limits.mjs").Check} Check
 * @typedef {import("./measure.mjs").Summary} Summary
 * @typedef {{ costs: ReadonlyMap<string, Summary>, checks: readonly Check[] }} Part
 */
/**
 * @typedef {object} Plan
 * @property {readonly number[]} sizes - in GB, ascending, at least two
 * @property {number} rounds
 * @property {number} megabytesPerGb - 1,000; less for a trial
 * @property {string} work - folder for what the runs write
 */

/** One file a month, however large. */
const filesPerSet = 12;
/** Repetitions of the two that take minutes. */
const slowRounds = 2;

/** @param {number} gb */
const names = (gb) => ({
  run: `run --no-workbook, ${gb} GB`,
  euros: `run --no-workbook, ${gb} GB in euros`,
  yardstick: `yardstick, ${gb} GB`,
  stream: `csv-parse stream, ${gb} GB`,
  pandas: `pandas, ${gb} GB`,
});

/**
 * What a run costs for each further GB, with nothing kept, beside the yardstick, a csv-parse stream and pandas; and its memory.
 *
 * @param {Plan} plan
 * @returns {Promise<Part>}
 */
export async function measureSpeed({ sizes, rounds, megabytesPerGb, work }) {
  const sets = sizes.map((gb, index) => makeSet(gb, index, { megabytesPerGb, work }));
  const pandas = hasPandas();
  /** @type {Map<string, string>} */
  const answers = new Map();
  const commands = sets.flatMap((set) => commandsFor(set, pandas));
  const costs = await measureInterleaved(commands, rounds, (name, { stdout }) => {
    if (stdout.startsWith("{")) answers.set(name, JSON.parse(stdout).usd);
  });
  for (const set of sets) compareSums(set, answers);
  return { costs, checks: speedChecks({ costs, sizes, pandas }) };
}

/** @typedef {ReturnType<typeof makeSet>} UsageSet */

/**
 * @param {number} gb
 * @param {number} index - the first set is also read in euros, the first two by the slow comparators
 * @param {Pick<Plan, "megabytesPerGb" | "work">} plan
 */
function makeSet(gb, index, { megabytesPerGb, work }) {
  const wish = { megabytes: gb * megabytesPerGb, files: filesPerSet };
  const dataset = ensureDataset(wish);
  warmUp(dataset.files);
  const euros = index === 0 ? ensureDataset({ ...wish, currency: "EUR" }) : undefined;
  if (euros !== undefined) warmUp(euros.files);
  return { gb, output: join(work, `speed-${gb}`), dataset, euros, slow: index < 2 };
}

/** @type {(set: UsageSet, pandas: boolean) => import("./measure.mjs").Command[]} */
function commandsFor({ gb, output, dataset, euros, slow }, pandas) {
  const name = names(gb);
  const all = [coldRun(name.run, { input: dataset.input, output }), bareDuckdb(name.yardstick, dataset)];
  if (euros !== undefined) all.push(coldRun(name.euros, { input: euros.input, output: `${output}-euros` }));
  if (slow) all.push({ ...csvParseStream(name.stream, dataset), runs: slowRounds });
  if (slow && pandas) all.push({ ...pandasSums(name.pandas, dataset), runs: slowRounds });
  return all;
}

/** All but pandas have to agree to the last digit. @type {(set: UsageSet, answers: ReadonlyMap<string, string>) => void} */
function compareSums({ gb, output, euros }, answers) {
  const { yardstick, stream, pandas } = names(gb);
  const counted = countedByRun(output);
  const others = [yardstick, stream].flatMap((name) => answers.get(name) ?? []).map(tenBillionths);
  const inEuros = euros === undefined ? [] : [countedByRun(`${output}-euros`)];
  requireSameSums(`${gb} GB`, [counted, ...others, ...inEuros]);
  const close = answers.get(pandas);
  if (close !== undefined) requireCloseSum(pandas, Number(close), counted);
}

/**
 * What follows from the costs, for the sizes that were measured.
 *
 * @param {{ costs: ReadonlyMap<string, Summary>, sizes: readonly number[], pandas: boolean }} measured
 * @returns {Check[]}
 */
function speedChecks({ costs, sizes, pandas }) {
  const cost = (/** @type {string} */ name) => costs.get(name);
  const steps = sizes.slice(1).map((to, index) => ({ from: names(sizes[index] ?? to), to: names(to), gb: to }));
  /** @type {(step: typeof steps[number], name: keyof ReturnType<typeof names>, time: "wallSeconds" | "cpuSeconds") => number} */
  const further = ({ from, to }, name, time) =>
    (cost(to[name])?.[time] ?? Number.NaN) - (cost(from[name])?.[time] ?? Number.NaN);
  /** @type {Check[]} */
  const growth = steps.flatMap((step, index) =>
    /** @type {const} */ (["wallSeconds", "cpuSeconds"]).map((time) => ({
      what: `growth from ${sizes[index]} to ${step.gb} GB: run ÷ yardstick, ${time === "wallSeconds" ? "wall" : "processor"} time`,
      measured: further(step, "run", time) / further(step, "yardstick", time),
      unit: "",
      limit: limits.growth,
    })),
  );
  const [first] = steps;
  if (first === undefined) throw new Error("growth needs two sizes");
  const besideRun = (/** @type {"stream" | "pandas"} */ name) =>
    further(first, name, "wallSeconds") / further(first, "run", "wallSeconds");
  const peaks = sizes.map((gb) => /** @type {const} */ ([gb, cost(names(gb).run)?.peakMib ?? Number.NaN]));
  return [
    ...growth,
    {
      what: `in euros ÷ the same in dollars, ${sizes[0]} GB`,
      measured: (cost(first.from.euros)?.wallSeconds ?? Number.NaN) / (cost(first.from.run)?.wallSeconds ?? Number.NaN),
      unit: "",
      limit: limits.eurosToDollars,
    },
    {
      what: "seconds per further GB: csv-parse stream ÷ run",
      measured: besideRun("stream"),
      unit: "",
      limit: limits.streamToRun,
    },
    {
      what: "seconds per further GB: pandas ÷ run",
      measured: besideRun("pandas"),
      unit: "",
      limit: limits.pandasToRun,
      ...(pandas ? {} : { missing: "no python3 with pandas" }),
    },
    ...peakChecks(peaks),
  ];
}

/** @type {(peaks: readonly (readonly [gb: number, mib: number])[]) => Check[]} */
function peakChecks(peaks) {
  return [
    ...peaks.map(([gb, peak]) => ({
      what: `peak memory, ${gb} GB`,
      measured: peak,
      unit: /** @type {const} */ ("MiB"),
    })),
    {
      what: "peak memory, 10 GB (least squares line through the sizes above)",
      measured: extrapolate(peaks, 10),
      unit: "MiB",
      limit: limits.peakAt10Gb,
    },
  ];
}
