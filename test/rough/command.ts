import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { expect } from "vitest";

export const root = join(import.meta.dirname, "..", "..");
const main = join(root, "dist", "main.js");
/** Files of a complete run. */
export const runFiles = [
  "consumption.csv",
  "gaps.csv",
  "partners.csv",
  "people.csv",
  "rejects.csv",
  "run.json",
  "sources.csv",
  "tier-report.xlsx",
];

/** The arguments of a run on the sample that ships. */
export function runArguments(output: string, more: readonly string[] = []): string[] {
  return [main, "run", "--as-of", "2017-08-15", "--quiet", "--input", join(root, "input"), "--output", output, ...more];
}

/** Runs the program to its end. */
export function runCommand(output: string, more: readonly string[] = []) {
  const { status, stdout, stderr } = spawnSync(process.execPath, runArguments(output, more), {
    cwd: root,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

/** Starts the program; `ended` is its exit code, or null for a signal. */
export function startCommand(
  output: string,
  more: readonly string[] = [],
): { child: ChildProcess; ended: Promise<number | null> } {
  const child = spawn(process.execPath, runArguments(output, more), { cwd: root, stdio: "ignore" });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  return { child, ended };
}

/** Makes sure that `latest` is a complete run, its files those that its manifest names, or that there is none yet. */
export function expectWholeLatest(output: string): void {
  if (!existsSync(join(output, "latest"))) return;
  const folder = join(output, readlinkSync(join(output, "latest")));
  expect(readdirSync(folder).sort()).toEqual(runFiles);
  const manifest: unknown = JSON.parse(readFileSync(join(folder, "run.json"), "utf8"));
  const outputs = outputsOf(manifest);
  expect(outputs.length).toBeGreaterThan(0);
  for (const { file, sha256 } of outputs) {
    expect(
      createHash("sha256")
        .update(readFileSync(join(folder, file)))
        .digest("hex"),
    ).toBe(sha256);
  }
  const partners: unknown[] = parse(readFileSync(join(folder, "partners.csv")), { columns: true });
  expect(partners.length).toBeGreaterThan(20);
}

function outputsOf(manifest: unknown): { file: string; sha256: string }[] {
  if (typeof manifest !== "object" || manifest === null || !("outputs" in manifest)) return [];
  return manifest.outputs as { file: string; sha256: string }[];
}

/** Names in `runs/` that are no published run: what a run leaves behind. */
export function leftovers(output: string): string[] {
  const runs = readdirSync(join(output, "runs")).filter((name) => !/^\d{4}-\d\d-\d\d_/.test(name));
  const beside = readdirSync(output).filter((name) => !["latest", "latest.json", "runs", "state"].includes(name));
  return [...runs, ...beside];
}
