import { copyFileSync, existsSync, linkSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { makeFleet } from "./fleet.mjs";
import { partnersCsv, transcriptsCsv } from "./people-files.mjs";
import { usageFileName, writeUsageFile } from "./usage-file.mjs";

/** Change it with anything that changes the bytes, so that no older data are taken for the new ones. */
const generation = 1;

/**
 * @typedef {object} Wish
 * @property {number} megabytes - of all files of usage together, in millions of bytes
 * @property {number} files - how many files of equal size
 * @property {number} [partners] - 2,000 when left out
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
export function ensureDataset({ megabytes, files, partners = 2000 }) {
  const bytes = Math.round((megabytes * 1_000_000) / files);
  const name = `g${generation}-${partners}-partners-${files}x${bytes}`;
  const folder = join(benchFolder(), name);
  const consumption = join(folder, "input", "consumption");
  const marker = join(folder, "complete");
  const paths = Array.from({ length: files }, (_, index) => join(consumption, usageFileName(index)));
  if (!existsSync(marker)) {
    const pool = join(benchFolder(), `g${generation}-pool-${partners}-partners-${bytes}`);
    rmSync(folder, { recursive: true, force: true });
    for (const each of [pool, consumption, join(folder, "input", "transcripts")]) mkdirSync(each, { recursive: true });
    const fleet = makeFleet(partners);
    for (let index = 0; index < files; index++) linkInto(consumption, writeUsageFile(pool, fleet, { index, bytes }));
    writeFileSync(join(folder, "input", "partners.csv"), partnersCsv(fleet));
    writeFileSync(join(folder, "input", "transcripts", "transcripts.csv"), transcriptsCsv(fleet));
    writeFileSync(marker, "");
  }
  return { folder, input: join(folder, "input"), files: paths };
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
