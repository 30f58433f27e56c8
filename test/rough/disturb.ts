import { existsSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { failureOf } from "../../src/cli/failure.ts";
import type { RunOptions } from "../../src/jobs/run.ts";
import { leftovers } from "./command.ts";
import { type FailingDisk, type Fault, failingDisk } from "./failing-disk.ts";
import { fingerprintOf, type Night, publishedToday, type Start } from "./night.ts";
import { isThorough } from "./thorough.ts";

/** A night, and the write that fails in it. */
export interface Disturbance extends Omit<Fault, "folder"> {
  readonly start: Start;
  readonly request?: Partial<RunOptions>;
}

/**
 * Runs nights on a disk that fails. Makes sure that each is published whole or not at all, that what failed is said, and that
 * the next run recovers; two that leave the same folder behind need not be recovered from twice.
 */
export function disturber(night: Night): (disturbance: Disturbance) => Promise<FailingDisk> {
  const seen = new Set<string>();
  return async ({ start, code, at, request = {} }) => {
    const output = night.begin(start, `${code} ${at}`);
    const before = latestOf(output);
    const disk = failingDisk({ folder: output, at, code });
    const { code: exit, said } = await runOn(night, output, request).finally(disk.repair);
    const [refused = ""] = disk.refused;
    const published = publishedToday(output);
    const context = `${refused} → ${exit}: ${said}`;
    if (refused === "") {
      expect(exit, context).toBe(0);
    } else {
      // What a run makes up for itself need not be said.
      if (exit !== 0 || leftovers(output).length > 0 || said !== "") {
        expect(said, context).toContain(code);
        expect(said, context).toContain(output);
      }
      expect({ exit, published: published.length }, context).toEqual(
        exit === 0 ? { exit: 0, published: 1 } : { exit: 2, published: 0 },
      );
    }
    expect(latestOf(output), context).toBe(exit === 0 ? `runs/${published[0]}` : before);
    endProcess(output);
    const left = `${start} ${fingerprintOf(output)}`;
    if (!seen.has(left)) {
      const expectRecovery = night.expectWhole(start, output);
      await night.run(output);
      expectRecovery();
    }
    seen.add(left);
    return disk;
  };
}

/** @returns the exit code, and what the operator is told: warnings, and the message of a run that was not published */
async function runOn(
  night: Night,
  output: string,
  request: Partial<RunOptions>,
): Promise<{ readonly code: number; readonly said: string }> {
  const warnings: string[] = [];
  const progress = { stage: () => {}, files: () => {}, warn: (message: string) => void warnings.push(message) };
  const { code, message } = await night
    .run(output, { ...request, progress })
    .then(() => ({ code: 0, message: "" }), failureOf);
  return { code, said: [...warnings, message].join("\n") };
}

function latestOf(output: string): string | undefined {
  const link = join(output, "latest");
  return existsSync(link) ? readlinkSync(link) : undefined;
}

/**
 * Disturbs one write after the other, or every fifth, from one start and the other in turn, until there is none left to
 * fail.
 */
export async function disturbEvery(night: Night, code: Fault["code"], starts: readonly [Start, Start]): Promise<void> {
  const disturb = disturber(night);
  const [first, step] = isThorough ? [1, 1] : [code === "EIO" ? 3 : 1, 5];
  for (let at = first, quiet = 0; quiet < 2; at += step) {
    const { refused } = await disturb({ start: starts[at % 2] ?? "cold", code, at });
    quiet = refused.length > 0 ? 0 : quiet + 1;
    if (quiet > 0) expect(at).toBeGreaterThan(50);
  }
}

/** What could not be given back is that of a process that has ended by the next night. This one goes on. */
function endProcess(output: string): void {
  if (!existsSync(output)) return;
  const names = readdirSync(output, { recursive: true, encoding: "utf8" });
  for (const name of names.filter((each) => /(?:tierbook\.lock|\.owner\.json)$/.test(each))) {
    const path = join(output, name);
    writeFileSync(path, readFileSync(path, "utf8").replace(/"process": ".*"/, '"process": "ended"'));
  }
}
