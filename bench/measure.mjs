import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { median } from "./statistics.mjs";

/**
 * @typedef {object} Command
 * @property {string} name
 * @property {readonly string[]} argv - program first
 * @property {readonly number[]} [allowedExits] - only 0 when left out
 * @property {() => void} [prepare] - done before each repetition, not timed
 * @property {number} [runs] - repetitions of this command where they are to be fewer than the others'
 */
/**
 * @typedef {object} Cost
 * @property {number} wallSeconds - from start to exit, the start of Node included
 * @property {number} cpuSeconds - user and system, all threads
 * @property {number} peakMib - largest resident memory
 */
/** @typedef {Cost & { leastCpuSeconds: number }} Summary - of the repetitions: the median of each time, the largest peak, and the least processor time */
/** @typedef {Cost & { stdout: string }} Measured */

const gnuTime = "/usr/bin/time";

/**
 * What is measured is told nothing that the shell tells Node (`NODE_OPTIONS` and the like), as under cron: certificates in
 * `NODE_EXTRA_CA_CERTS` alone make every start of Node 20 take three times as long.
 */
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("NODE_")));
const pollEveryMs = 20;

/**
 * Runs a command once.
 *
 * On Linux the processor time comes from `/usr/bin/time` where that is GNU time, and so does the peak: the kernel's own
 * high-water mark at exit. Without it both are polled from `/proc` every 20 ms (`VmHWM` is a high-water mark too, so only
 * what is added in the last 20 ms can be missed). Elsewhere they are NaN, and the table says so.
 *
 * @param {Command} command
 * @returns {Promise<Measured>}
 * @throws {Error} when it exits with a code that is not allowed, with what it wrote on stderr
 */
export async function measureOnce(command) {
  command.prepare?.();
  // What was left to be written is on the disk first: else one command waits for what another wrote.
  if (process.platform !== "win32") execFileSync("sync");
  const folder = mkdtempSync(join(tmpdir(), "tierbook-measure-"));
  try {
    const times = join(folder, "times");
    const timed = existsSync(gnuTime) && process.platform === "linux";
    const argv = timed ? [gnuTime, "-q", "-f", "%U %S %M", "-o", times, ...command.argv] : command.argv;
    const run = await runChild(argv);
    if (!(command.allowedExits ?? [0]).includes(run.exitCode)) {
      throw new Error(`${command.name} exited with ${run.exitCode}: ${command.argv.join(" ")}\n${run.stderr}`);
    }
    const used = timed ? parseTimes(readFileSync(times, "utf8")) : run.polled;
    return { wallSeconds: run.wallSeconds, ...used, stdout: run.stdout };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Reads what GNU time wrote with the format `%U %S %M`: seconds, seconds, KiB.
 *
 * @param {string} text
 * @returns {{ cpuSeconds: number, peakMib: number }}
 */
export function parseTimes(text) {
  const lastLine = text.trim().split("\n").at(-1) ?? "";
  const [user = Number.NaN, system = Number.NaN, peakKib = Number.NaN] = lastLine.split(" ").map(Number);
  return { cpuSeconds: user + system, peakMib: peakKib / 1024 };
}

/** @param {readonly string[]} argv */
async function runChild([program = "", ...args]) {
  const started = performance.now();
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], env: environment });
  const polled = { cpuSeconds: Number.NaN, peakMib: Number.NaN };
  const poll = setInterval(() => Object.assign(polled, readProc(child.pid)), pollEveryMs);
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    stderr += text;
  });
  try {
    const exitCode = await new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code, signal) => resolve(code ?? signal));
    });
    return { exitCode, stdout, stderr, polled, wallSeconds: (performance.now() - started) / 1000 };
  } finally {
    clearInterval(poll);
  }
}

/** What the kernel says of a process that is running; nothing where there is no `/proc` or it is gone. @param {number | undefined} pid */
function readProc(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const peakKib = Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1]);
    // Fields 14 and 15 in hundredths of a second; the name before them may hold spaces, so count from its bracket.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    return { cpuSeconds: (Number(fields[11]) + Number(fields[12])) / 100, peakMib: peakKib / 1024 };
  } catch {
    return {};
  }
}

/**
 * Runs several commands in turn, round after round (A B C A B C …), so that a machine that slows down slows all of them.
 *
 * @param {readonly Command[]} commands
 * @param {number} rounds
 * @param {(name: string, cost: Measured) => void} [seen] - called after each repetition
 * @returns {Promise<Map<string, Summary>>} by name
 */
export async function measureInterleaved(commands, rounds, seen = () => {}) {
  /** @type {Map<string, Measured[]>} */
  const all = new Map(commands.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const command of commands) {
      if (round >= (command.runs ?? rounds)) continue;
      const cost = await measureOnce(command);
      all.get(command.name)?.push(cost);
      process.stderr.write(`${round + 1}/${rounds} ${command.name}: ${cost.wallSeconds.toFixed(2)} s\n`);
      seen(command.name, cost);
    }
  }
  return new Map([...all].map(([name, costs]) => [name, summarise(costs)]));
}

/**
 * @param {readonly Cost[]} costs - at least one
 * @returns {Summary}
 */
export function summarise(costs) {
  return {
    wallSeconds: median(costs.map((cost) => cost.wallSeconds)),
    cpuSeconds: median(costs.map((cost) => cost.cpuSeconds)),
    leastCpuSeconds: Math.min(...costs.map((cost) => cost.cpuSeconds)),
    peakMib: Math.max(...costs.map((cost) => cost.peakMib)),
  };
}
