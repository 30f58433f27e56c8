import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jobFolder } from "../fixtures/job-folder.ts";
import { expectWholeLatest, leftovers, runCommand, smallInput, startCommand } from "./command.ts";

/** Kills runs of one output folder, one after the other, each after its share of the time that a run takes. */
async function killAll(
  output: string,
  { shares, duration }: { shares: readonly number[]; duration: number },
): Promise<number> {
  let published = 0;
  for (const share of shares) {
    const { child, ended } = startCommand(output);
    await Promise.race([setTimeout(share * duration), ended]);
    child.kill("SIGKILL");
    if ((await ended) === 0) published += 1;
    expectWholeLatest(output);
    if (published > 0) expect(existsSync(join(output, "latest"))).toBe(true);
  }
  return published;
}

describe("a run that is killed", () => {
  it("leaves `latest` whole or absent at any of twenty moments, and the next run completes and cleans up", async () => {
    const folders = [jobFolder(smallInput).root, jobFolder(smallInput).root];
    const started = performance.now();
    expect(await Promise.all(folders.map((folder) => startCommand(join(folder, "warm up")).ended))).toEqual([0, 0]);
    const duration = performance.now() - started;

    // Some anywhere, some near the end, where a run is published.
    const [anywhere, late] = [
      fc.double({ min: 0, max: 0.85, noNaN: true }),
      fc.double({ min: 0.85, max: 1.15, noNaN: true }),
    ];
    const shares = [...fc.sample(anywhere, { numRuns: 10, seed: 9 }), ...fc.sample(late, { numRuns: 10, seed: 9 })];
    const halves = folders.map((_, half) => shares.filter((_share, index) => index % 2 === half));
    await Promise.all(
      folders.map((folder, index) => killAll(join(folder, "output"), { shares: halves[index] ?? [], duration })),
    );
    for (const folder of folders) {
      const output = join(folder, "output");
      expect(runCommand(output).status).toBe(0);
      expectWholeLatest(output);
      expect(leftovers(output)).toEqual([]);
    }
  }, 180_000);
});
