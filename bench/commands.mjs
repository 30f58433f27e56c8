import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { summed } from "./usage-columns.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What is measured: the build in this folder, or another one, to compare two versions. */
export const program = process.env["TIERBOOK_BENCH_PROGRAM"] ?? join(root, "dist", "main.js");

const script = (/** @type {string} */ name) => fileURLToPath(new URL(`./${name}`, import.meta.url));

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

/** @type {(name: string) => Command} */
export function startUp(name) {
  return { name, argv: [process.execPath, program, "--version"] };
}

/** @type {(name: string, dataset: import("./generate.mjs").Dataset) => Command} */
export function bareDuckdb(name, dataset) {
  return { name, argv: [process.execPath, script("bare-duckdb.mjs"), consumptionFolder(dataset)] };
}

/** @type {(name: string, dataset: import("./generate.mjs").Dataset) => Command} */
export function csvParseStream(name, dataset) {
  return { name, argv: [process.execPath, script("csv-parse-stream.mjs"), consumptionFolder(dataset)] };
}

/** @type {(name: string, dataset: import("./generate.mjs").Dataset) => Command} */
export function pandasSums(name, dataset) {
  return { name, argv: ["python3", script("pandas-sums.py"), consumptionFolder(dataset), summed.amount, ...summed.by] };
}

/** Whether there is a `python3` that has pandas. */
export function hasPandas() {
  try {
    execFileSync("python3", ["-c", "import pandas"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** A file read by csv-parse and written by csv-stringify. @type {(name: string, paths: { from: string, to: string }) => Command} */
export function csvCopy(name, { from, to }) {
  return { name, argv: [process.execPath, script("csv-copy.mjs"), from, to] };
}

/** @param {import("./generate.mjs").Dataset} dataset */
function consumptionFolder({ files }) {
  const [first] = files;
  if (first === undefined) throw new Error("a dataset has files");
  return dirname(first);
}
