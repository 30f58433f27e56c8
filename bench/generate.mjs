import { copyFileSync, existsSync, linkSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { exchangeRatesCsv } from "./exchange-rates.mjs";
import { makeFleet } from "./fleet.mjs";
import { partnersCsv, transcriptsCsv } from "./people-files.mjs";
import { usageFileName, writeUsageFile } from "./usage-file.mjs";

/** Change it with anything that changes the bytes, so that no older data are taken for the new ones. */
const generation = 2;

/**
 * @typedef {object} Wish
 * @property {number} megabytes - of all files of usage together, in millions of bytes
 * @property {number} files - how many files of equal size
 * @property {number} [partners] - 2,000 when left out
 * @property {string} [currency] - of the prices, as ISO 4217 code; dollars when left out
 */
/**
 * @typedef {object} Dataset
 * @property {string} folder
 * @property {string} input - the input folder to give to the program
 * @property {readonly string[]} files - the usage files, absolute paths
 */

/** Where all data of the benchmarks go: `TIERBOOK_BENCH_DIR`, else a folder in the system's temporary one. */
export function benchFolder() {
  return process.env["TIERBOOK_BENCH_DIR"] ?? join(tmpdir(), "tierbook-bench");
}

/**
 * An input folder with that much usage, made if it is not there yet.
 *
 * Files of one size are written once, into a pool, and linked into every set that wants them: the 1 GB set is the first
 * quarter of the 4 GB set, on disk and in the page cache too.
 *
 * @param {Wish} wish
 * @returns {Dataset}
 */
export function ensureDataset({ megabytes, files, partners = 2000, currency = "USD" }) {
  const bytes = Math.round((megabytes * 1_000_000) / files);
  const kind = currency === "USD" ? `${partners}-partners` : `${partners}-partners-${currency}`;
  const folder = ensureFolder(`${kind}-${files}x${bytes}`, (made) => {
    const pool = join(benchFolder(), `g${generation}-pool-${kind}-${bytes}`);
    const [input, fleet] = [join(made, "input"), makeFleet(partners)];
    for (const each of ["consumption", "transcripts"]) mkdirSync(join(input, each), { recursive: true });
    mkdirSync(pool, { recursive: true });
    for (let index = 0; index < files; index++) {
      linkInto(join(input, "consumption"), writeUsageFile(pool, fleet, { index, bytes, currency }));
    }
    writeFileSync(join(input, "partners.csv"), partnersCsv(fleet));
    writeFileSync(join(input, "transcripts", "transcripts.csv"), transcriptsCsv(fleet));
    if (currency !== "USD") writeFileSync(join(input, "exchange-rates.csv"), exchangeRatesCsv(currency));
  });
  const input = join(folder, "input");
  const paths = Array.from({ length: files }, (_, index) => join(input, "consumption", usageFileName(index)));
  return { folder, input, files: paths };
}

/**
 * A folder of made-up data, made if it is not there yet or was not finished.
 *
 * @param {string} name - says what is in it; other contents have another name
 * @param {(folder: string) => void} make - fills the empty folder
 * @returns {string} its path
 */
export function ensureFolder(name, make) {
  const folder = join(benchFolder(), `g${generation}-${name}`);
  const marker = join(folder, "complete");
  if (existsSync(marker)) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  make(folder);
  writeFileSync(marker, "");
  return folder;
}

/** A hard link: the program does not follow symbolic ones. @type {(folder: string, file: string) => void} */
export function linkInto(folder, file) {
  const path = join(folder, basename(file));
  try {
    linkSync(file, path);
  } catch {
    copyFileSync(file, path);
  }
}

const calledDirectly = process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href;
if (calledDirectly) {
  const { values } = parseArgs({
    options: {
      mb: { type: "string", default: "1000" },
      files: { type: "string", default: "12" },
      partners: { type: "string", default: "2000" },
    },
  });
  const { mb, files, partners } = values;
  const made = ensureDataset({ megabytes: Number(mb), files: Number(files), partners: Number(partners) });
  process.stdout.write(`${made.input}\n`);
}
