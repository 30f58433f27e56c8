import { execFileSync } from "node:child_process";
import { closeSync, cpSync, fstatSync, mkdirSync, openSync, readSync, writeFileSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeFleet } from "./fleet.mjs";
import { ensureDataset, ensureFolder, linkInto } from "./generate.mjs";
import { partnersCsv } from "./people-files.mjs";
import { pick, xorshift } from "./random.mjs";

/**
 * @typedef {import("./random.mjs").Random} Random
 * @typedef {import("./fleet.mjs").Fleet} Fleet
 * @typedef {{ input: string, file: string }} OneFile - the input folder, and the large file in it
 */

const partners = 2000;
const usageHeader = "partner_id,customer_id,subscription_id,date,amount_usd,association";
const transcriptHeader = "person_id,email,partner_id,credential,title,completed_on,expires_on,result";

/**
 * The one file of a dataset with a row of two cells in the middle.
 *
 * @param {import("./generate.mjs").Dataset} dataset
 * @returns {OneFile}
 */
export function withShortRow({ folder, input: source, files: [from] }) {
  if (from === undefined) throw new Error("a dataset has files");
  const made = ensureFolder(`short-row-in-${basename(folder)}`, (empty) => {
    const input = join(empty, "input");
    mkdirSync(join(input, "consumption"), { recursive: true });
    cpSync(join(source, "transcripts"), join(input, "transcripts"), { recursive: true });
    linkInto(input, join(source, "partners.csv"));
    insertInTheMiddle(from, join(input, "consumption", basename(from)), "short,row\n");
  });
  const input = join(made, "input");
  return { input, file: join(input, "consumption", basename(from)) };
}

/** @type {(from: string, to: string, line: string) => void} */
function insertInTheMiddle(from, to, line) {
  const [input, output] = [openSync(from, "r"), openSync(to, "w")];
  const chunk = Buffer.allocUnsafe(1 << 22);
  const middle = fstatSync(input).size / 2;
  let inserted = false;
  for (let at = 0, size = 1; size > 0; at += size) {
    size = readSync(input, chunk);
    const end = inserted || at + size < middle ? -1 : chunk.indexOf("\n", Math.max(0, middle - at)) + 1;
    if (end > 0 && end <= size) {
      writeSync(output, chunk, 0, end);
      writeSync(output, line);
      writeSync(output, chunk, end, size - end);
      inserted = true;
    } else writeSync(output, chunk, 0, size);
  }
  for (const file of [input, output]) closeSync(file);
}

/**
 * Rows of the plain layout whose amounts are no numbers, each another text; but for the first row, since a file without
 * any row that can be read stops a run.
 *
 * @param {number} rows
 * @returns {OneFile}
 */
export function badAmounts(rows) {
  return largeFile(`${rows}-bad-amounts`, { path: "consumption/usage.csv", header: usageHeader, rows, row: badAmount });
}

/**
 * Rows of the plain layout that lack their last cell, but for the first one.
 *
 * @param {number} rows
 * @returns {OneFile}
 */
export function raggedRows(rows) {
  return largeFile(`${rows}-ragged-rows`, { path: "consumption/usage.csv", header: usageHeader, rows, row: raggedRow });
}

/**
 * A transcript with a person a row, beside a small file of usage.
 *
 * @param {number} rows
 * @returns {OneFile}
 */
export function largeTranscript(rows) {
  const wish = { path: "transcripts/transcripts.csv", header: transcriptHeader, rows, row: transcriptRow };
  return largeFile(`transcript-of-${rows}-rows`, wish, ensureDataset({ megabytes: 1, files: 1 }).files);
}

/**
 * A workbook with one sheet of usage, 20 cells a row.
 *
 * @param {number} rows
 * @returns {OneFile}
 */
export function largeSheet(rows) {
  const made = ensureFolder(`sheet-of-${rows}-rows`, (empty) => {
    const input = join(empty, "input");
    mkdirSync(input);
    const script = fileURLToPath(new URL("./sheet-file.mjs", import.meta.url));
    execFileSync(process.execPath, [script, String(rows), join(input, "usage.xlsx")]);
  });
  const input = join(made, "input");
  return { input, file: join(input, "usage.xlsx") };
}

/** @type {(random: Random, fleet: Fleet, index: number) => string} */
function badAmount(random, fleet, index) {
  return `${usageStart(random, fleet)},${random() % 1000}.${index}${index === 0 ? "" : "?"},tpor\n`;
}

/** @type {(random: Random, fleet: Fleet, index: number) => string} */
function raggedRow(random, fleet, index) {
  return `${usageStart(random, fleet)},${random() % 1000}.5${index === 0 ? ",tpor" : ""}\n`;
}

/** Partner, customer, subscription and day. @type {(random: Random, fleet: Fleet) => string} */
function usageStart(random, { customers }) {
  const { id, partner, subscriptions } = pick(random, customers);
  return `${partner.id},${id},${pick(random, subscriptions)},2017-0${1 + (random() % 7)}-${10 + (random() % 19)}`;
}

/** @type {(random: Random, fleet: Fleet, index: number) => string} */
function transcriptRow(random, fleet, index) {
  const { id } = pick(random, fleet.partners);
  const day = `2016-${10 + (random() % 3)}-${10 + (random() % 19)}`;
  return `${1_000_000 + index},person${index}@example.com,${id},70-53${2 + (random() % 3)},Azure Solutions,${day},,pass\n`;
}

/**
 * An input folder with one large file, written some rows at a time.
 *
 * @param {string} name
 * @param {{ path: string, header: string, rows: number, row: (random: Random, fleet: Fleet, index: number) => string }} wish
 * @param {readonly string[]} [usage] - further files of usage
 * @returns {OneFile}
 */
function largeFile(name, { path, header, rows, row }, usage = []) {
  const made = ensureFolder(name, (empty) => {
    const [input, fleet, random] = [join(empty, "input"), makeFleet(partners), xorshift(rows)];
    const file = join(input, path);
    for (const folder of [dirname(file), join(input, "consumption")]) mkdirSync(folder, { recursive: true });
    writeFileSync(join(input, "partners.csv"), partnersCsv(fleet));
    for (const each of usage) linkInto(join(input, "consumption"), each);
    const output = openSync(file, "w");
    let text = `${header}\n`;
    for (let index = 0; index < rows; index++) {
      text += row(random, fleet, index);
      if (text.length < 1 << 20 && index < rows - 1) continue;
      writeSync(output, text);
      text = "";
    }
    closeSync(output);
  });
  return { input: join(made, "input"), file: join(made, "input", path) };
}
