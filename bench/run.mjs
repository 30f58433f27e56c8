/**
 * The benchmarks: `npm run bench`, or after a build `node bench/run.mjs [--sizes 1,4] [--runs 5] [--parts …] [--quick]`.
 * Exits with 1 when a limit is not met; with `--quick`, which is for trying, only when something fails.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { measureCareful } from "./careful.mjs";
import { program } from "./commands.mjs";
import { measureExplain } from "./explain.mjs";
import { measureFixed } from "./fixed.mjs";
import { benchFolder } from "./generate.mjs";
import { costsTable, isMet, limitsTable } from "./limits.mjs";
import { measureMemory } from "./memory.mjs";
import { measureNightly } from "./nightly.mjs";
import { measureSpark } from "./spark.mjs";
import { measureSpeed } from "./speed.mjs";
import { measureWorkbook } from "./workbook.mjs";

const help = `node bench/run.mjs [options]

  --sizes 1,4     gigabytes (10^9 bytes) of usage that growth is measured between; also 1,4,10
  --runs 5        repetitions of each command, in turn; the median counts, of short runs the least processor time
  --parts LIST    any of speed,fixed,nightly,careful,explain,workbook,memory (these unless given), and spark, which needs SPARK_HOME
  --quick         a tenth of the data and one repetition, for trying: limits are shown, not enforced
  --help

Data are made once and kept in TIERBOOK_BENCH_DIR, else in tierbook-bench in the system's temporary folder
(12 GB; 22 GB with a size of 10).
`;

const { values } = parseArgs({
  options: {
    sizes: { type: "string", default: "1,4" },
    runs: { type: "string" },
    parts: { type: "string", default: "speed,fixed,nightly,careful,explain,workbook,memory" },
    quick: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

/** @type {Record<string, (plan: import("./speed.mjs").Plan) => Promise<import("./speed.mjs").Part>>} */
const parts = {
  speed: measureSpeed,
  fixed: measureFixed,
  nightly: measureNightly,
  careful: measureCareful,
  explain: measureExplain,
  workbook: measureWorkbook,
  memory: measureMemory,
  spark: measureSpark,
};

async function main() {
  if (!existsSync(program)) throw new Error(`${program} is not there: run \`npm run build\` first`);
  const flags = readFlags();
  mkdirSync(benchFolder(), { recursive: true });
  const work = mkdtempSync(join(benchFolder(), "work-"));
  const plan = { ...flags, work };
  try {
    const done = [];
    for (const name of values.parts.split(",")) {
      const part = parts[name];
      if (part === undefined) throw new Error(`--parts ${name}: expected any of ${Object.keys(parts).join(", ")}`);
      done.push(await part(plan));
    }
    report(done, plan.rounds);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function readFlags() {
  const sizes = values.sizes.split(",").map(Number);
  const rounds = Number(values.runs ?? (values.quick ? 1 : 5));
  if (!sizes.every((gb) => Number.isInteger(gb) && gb > 0) || new Set(sizes).size < 2) {
    throw new Error(`--sizes ${values.sizes}: expected two or more, as in 1,4`);
  }
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`--runs ${values.runs}: expected a whole number from 1`);
  return { sizes: sizes.sort((a, b) => a - b), rounds, megabytesPerGb: values.quick ? 100 : 1000 };
}

/** @type {(done: readonly import("./speed.mjs").Part[], rounds: number) => void} */
function report(done, rounds) {
  const checks = done.flatMap((part) => part.checks);
  const machine = `Node ${process.versions.node}, ${availableParallelism()} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GiB`;
  const quick = values.quick ? " A trial, each GB below being 100 MB: it says nothing about the limits." : "";
  process.stdout.write(`${machine}; median of ${rounds}, commands in turn, files in the page cache.${quick}\n\n`);
  process.stdout.write(`${limitsTable(checks)}\n${costsTable(new Map(done.flatMap((part) => [...part.costs])))}`);
  if (!values.quick && checks.some((check) => isMet(check) === false)) process.exitCode = 1;
}

if (values.help) process.stdout.write(help);
else await main();
