import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { main, root, runArguments, startCommand } from "./command.ts";
import { type Night, prepareNight, type Start } from "./night.ts";
import { isThorough } from "./thorough.ts";

/** Where in a night a run is killed, as a share of the time that a run takes. */
interface Kill {
  readonly start: Start;
  readonly share: number;
  readonly output: string;
}

const quick = ["--no-workbook"];

/** The runs that follow, each in the output folder of one that was killed. */
async function runNext(outputs: readonly string[]): Promise<{ code: unknown; said: string }> {
  const lists = outputs.map((output) => runArguments(output, quick).slice(1));
  const runs = [join(root, "test", "rough", "many-runs.mjs"), main, JSON.stringify(lists)];
  const child = spawn(process.execPath, runs, { cwd: root, stdio: ["ignore", "ignore", "pipe"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const said = await text(child.stderr);
  return { code: await ended, said };
}

/** Kills runs one after the other, then lets the next run follow in each of their folders. */
async function killAll(night: Night, kills: readonly Kill[], duration: number): Promise<void> {
  const checks: (() => void)[] = [];
  for (const { start, share, output } of kills) {
    const { child, ended } = startCommand(output, quick);
    await Promise.race([setTimeout(share * duration), ended]);
    child.kill("SIGKILL");
    await ended;
    checks.push(night.expectWhole(start, output));
  }
  const { code, said } = await runNext(kills.map(({ output }) => output));
  expect(code, said).toBe(0);
  expect(said).not.toContain("damaged");
  for (const check of checks) check();
}

async function durationOf(output: string): Promise<number> {
  const started = performance.now();
  expect(await startCommand(output, quick).ended).toBe(0);
  return performance.now() - started;
}

describe("a night's run that is killed", () => {
  it("at any of many moments, from a cold or a warm start, leaves `latest` whole and the state of use, and the next run says the same", async () => {
    const night = await prepareNight((output, day) => startCommand(output, [...quick, "--as-of", day]).ended);
    const durations = await Promise.all([
      durationOf(night.begin("cold", "timed")),
      durationOf(night.begin("warm", "timed")),
    ]);
    const duration = Math.max(...durations);

    // One at random in each eighth of the time and a little more.
    const moments = isThorough ? 60 : 8;
    const within = fc.sample(fc.noBias(fc.integer({ min: 0, max: 99 })), { numRuns: moments, seed: 9 });
    const shares = within.map((percent, index) => (1.1 * (index + percent / 100)) / moments);
    const kills = shares.map((share, index): Kill => {
      const start = index % 4 < 2 ? "cold" : "warm";
      return { start, share, output: night.begin(start, `killed ${index}`) };
    });
    const lanes = [0, 1].map((lane) => kills.filter((_, index) => index % 2 === lane));
    await Promise.all(lanes.map((lane) => killAll(night, lane, duration)));
  }, 600_000);
});
