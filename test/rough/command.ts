import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "csv-parse/sync";
import { expect } from "vitest";
import type { Files } from "../fixtures/job-folder.ts";

export const root = join(import.meta.dirname, "..", "..");
export const main = join(root, "dist", "main.js");
/** A small input: most of a run on it is starting, writing and publishing, which is what these tests disturb. */
export const smallInput: Files = {
  "partners.csv": "partner_id,partner_name,country\n1000001,Contoso,Spain\n1000002,Fabrikam,Chile\n",
  "consumption/usage.csv":
    "partner_id,customer_id,subscription_id,date,amount_usd,association\n1000001,litware,,2017-07-30,15000,DPOR\n",
  "transcripts/people.csv":
    "person_id,email,partner_id,credential,title,completed_on,expires_on,result\n7,,1000001,70-532,,2017-03-01,,pass\n",
};

/** The arguments of a run on `input/` beside the output folder; on the sample that ships with `--input`. */
export function runArguments(output: string, more: readonly string[] = []): string[] {
  return [
    main,
    "run",
    "--as-of",
    "2017-08-15",
    "--quiet",
    "--input",
    join(dirname(output), "input"),
    "--output",
    output,
    ...more,
  ];
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
  const manifest: unknown = JSON.parse(readFileSync(join(folder, "run.json"), "utf8"));
  const outputs = outputsOf(manifest);
  expect(outputs.length).toBeGreaterThan(0);
  expect(readdirSync(folder).sort()).toEqual([...outputs.map(({ file }) => file), "run.json"].sort());
  for (const { file, sha256 } of outputs) {
    expect(
      createHash("sha256")
        .update(readFileSync(join(folder, file)))
        .digest("hex"),
    ).toBe(sha256);
  }
  const partners: unknown[] = parse(readFileSync(join(folder, "partners.csv")), { columns: true });
  expect(partners.length).toBeGreaterThan(1);
}

function outputsOf(manifest: unknown): { file: string; sha256: string }[] {
  if (typeof manifest !== "object" || manifest === null || !("outputs" in manifest)) return [];
  return manifest.outputs as { file: string; sha256: string }[];
}

/** What an output folder holds between two runs. */
const lasting: ReadonlySet<string> = new Set(["latest", "latest.json", "person.key", "runs", "state"]);

/** Names that a run leaves behind and should not: in `runs/` those that are no published run. */
export function leftovers(output: string): string[] {
  const runs = readdirSync(join(output, "runs")).filter((name) => !/^\d{4}-\d\d-\d\d_/.test(name));
  const beside = readdirSync(output).filter((name) => !lasting.has(name));
  return [...runs, ...beside];
}
