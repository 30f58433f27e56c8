import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What is measured: the build in this folder, or another one, to compare two versions. */
export const program = process.env["TIERBOOK_BENCH_PROGRAM"] ?? join(root, "dist", "main.js");

const bareScript = fileURLToPath(new URL("./bare-duckdb.mjs", import.meta.url));
const plainScript = fileURLToPath(new URL("./plain-cells.mjs", import.meta.url));
const streamScript = fileURLToPath(new URL("./csv-parse-stream.mjs", import.meta.url));

/** @typedef {import("./measure.mjs").Command} Command */

/**
 * The program under test, publishing into an output folder that is not there before.
 *
 * @param {string} name
 * @param {{ input: string, output: string, workbook?: boolean }} options
 * @returns {Command}
 */
export function coldRun(name, { input, output, workbook = false }) {
  const prepare = () => rmSync(output, { recursive: true, force: true });
  return { ...warmRun(name, { input, output, workbook }), prepare };
}

/**
 * The program under test, with whatever an earlier run left in the output folder.
 *
 * @param {string} name
 * @param {{ input: string, output: string, workbook?: boolean }} options
 * @returns {Command}
 */
export function warmRun(name, { input, output, workbook = false }) {
  const argv = [
    ...[process.execPath, program, "run", "--as-of", "2017-08-15", "--quiet"],
    ...["--input", input, "--output", output, "--config", join(root, "config")],
    ...(workbook ? [] : ["--no-workbook"]),
  ];
  // 3 is a published run too: a data-quality limit is crossed, which made-up data may do.
  return { name, argv, allowedExits: [0, 3] };
}

/**
 * Why a published run says what it says about a partner.
 *
 * @param {string} name
 * @param {{ input: string, output: string, partner: string }} options
 * @returns {Command}
 */
export function explainCommand(name, { input, output, partner }) {
  const folders = ["--input", input, "--output", output, "--config", join(root, "config")];
  return { name, argv: [process.execPath, program, "explain", partner, "--quiet", ...folders] };
}

/** @type {(name: string, dataset: import("./generate.mjs").Dataset) => Command} */
export function bareDuckdb(name, dataset) {
  return { name, argv: [process.execPath, bareScript, consumptionFolder(dataset)] };
}

/** The same while every file is hashed, as a run must. @type {(name: string, dataset: import("./generate.mjs").Dataset) => Command} */
export function hashingDuckdb(name, dataset) {
  return { name, argv: [process.execPath, bareScript, consumptionFolder(dataset), "--hash"] };
}

/** @type {(name: string, dataset: import("./generate.mjs").Dataset) => Command} */
export function csvParseStream(name, dataset) {
  return { name, argv: [process.execPath, streamScript, consumptionFolder(dataset)] };
}

/**
 * exceljs's streaming writer with cells that `dumpCells` wrote down; it times itself.
 *
 * @param {string} name
 * @param {{ dump: string, workbook: string }} paths
 * @returns {Command}
 */
export function plainCells(name, { dump, workbook }) {
  return {
    name,
    argv: [process.execPath, plainScript, dump, workbook],
    prepare: () => rmSync(workbook, { force: true }),
  };
}

/** @param {import("./generate.mjs").Dataset} dataset */
function consumptionFolder({ files }) {
  const [first] = files;
  if (first === undefined) throw new Error("a dataset has files");
  return dirname(first);
}
