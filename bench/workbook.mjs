import { join } from "node:path";
import { coldRun, plainCells } from "./commands.mjs";
import { dumpCells } from "./dump-cells.mjs";
import { ensureDataset } from "./generate.mjs";
import { limits } from "./limits.mjs";
import { measureInterleaved, measureOnce } from "./measure.mjs";
import { median } from "./statistics.mjs";
import { warmUp } from "./warm-up.mjs";

/** Partners of each workbook: made in memory, streamed, and so many that only memory is asked about. */
const sizes = { inMemory: 5_000, streamed: 20_000, largest: 100_000 };
const largestRounds = 1;
const megabytes = 100;

/**
 * What the workbook costs: a run with it, less a run without. Memory is that of the whole run. The yardstick writes the
 * cells of the streamed workbook again, with exceljs alone.
 *
 * @param {Pick<import("./speed.mjs").Plan, "rounds" | "work" | "megabytesPerGb">} plan
 * @returns {Promise<import("./speed.mjs").Part>}
 */
export async function measureWorkbook({ rounds, work, megabytesPerGb }) {
  const share = megabytesPerGb / 1000;
  const inMemory = runsOf(sizes.inMemory * share, work);
  const streamed = runsOf(sizes.streamed * share, work);
  const largest = runsOf(sizes.largest * share, work);
  const dump = join(work, "cells.jsonl");
  await measureOnce(streamed.withIt);
  await dumpCells(join(streamed.output, "latest", "tier-report.xlsx"), dump);
  const plain = plainCells(`exceljs alone, cells of ${streamed.of}`, { dump, workbook: join(work, "plain.xlsx") });
  /** @type {number[]} */
  const plainSeconds = [];
  const commands = [
    ...[inMemory.without, inMemory.withIt, streamed.without, streamed.withIt, plain],
    { ...largest.withIt, runs: largestRounds },
  ];
  const costs = await measureInterleaved(commands, rounds, (name, { stdout }) => {
    if (name === plain.name) plainSeconds.push(JSON.parse(stdout).seconds);
  });
  return { costs, checks: workbookChecks({ costs, inMemory, streamed, largest, plain: median(plainSeconds) }) };
}

/** @typedef {ReturnType<typeof runsOf>} Runs */

/** @type {(partners: number, work: string) => { of: string, output: string, without: import("./measure.mjs").Command, withIt: import("./measure.mjs").Command }} */
function runsOf(partners, work) {
  const { input, files } = ensureDataset({ megabytes, files: 12, partners });
  warmUp(files);
  const of = `${partners.toLocaleString("en")} partners`;
  const output = join(work, `${partners}-partners-workbook`);
  return {
    of,
    output,
    without: coldRun(`run --no-workbook, ${of}`, { input, output: join(work, `${partners}-partners-csv`) }),
    withIt: coldRun(`run with workbook, ${of}`, { input, output, workbook: true }),
  };
}

/**
 * @param {{ costs: ReadonlyMap<string, import("./measure.mjs").Cost>, inMemory: Runs, streamed: Runs, largest: Runs, plain: number }} measured
 * @returns {import("./limits.mjs").Check[]}
 */
function workbookChecks({ costs, inMemory, streamed, largest, plain }) {
  const wall = (/** @type {Runs["withIt"]} */ { name }) => costs.get(name)?.wallSeconds ?? Number.NaN;
  const own = (/** @type {Runs} */ { without, withIt }) => wall(withIt) - wall(without);
  const peak = (/** @type {Runs} */ { withIt }) => costs.get(withIt.name)?.peakMib ?? Number.NaN;
  return [
    { what: `workbook of ${inMemory.of}, its own time`, measured: own(inMemory), unit: "s", limit: limits.richSeconds },
    { what: `workbook of ${inMemory.of}, peak`, measured: peak(inMemory), unit: "MiB", limit: limits.workbookPeak },
    {
      what: `workbook of ${streamed.of}, its own time`,
      measured: own(streamed),
      unit: "s",
      limit: limits.workbookSeconds,
    },
    { what: `workbook of ${streamed.of}, peak`, measured: peak(streamed), unit: "MiB", limit: limits.workbookPeak },
    {
      what: `the same ÷ exceljs alone, without formats`,
      measured: own(streamed) / plain,
      unit: "",
      limit: limits.workbookToPlain,
    },
    { what: `workbook of ${largest.of}, peak`, measured: peak(largest), unit: "MiB", limit: limits.largestPeak },
  ];
}
