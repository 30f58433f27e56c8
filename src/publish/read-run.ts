import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { RunInputs } from "../domain/run-inputs.ts";
import type { Snapshot } from "../domain/snapshot.ts";
import { factsFile } from "./facts-json.ts";
import { folderOf, type PublishedRun } from "./latest.ts";
import { readFacts } from "./read-facts.ts";
import { runsFolder } from "./run-folder.ts";
import { readRunJson } from "./run-json.ts";

/** What a published run found out, and what it rested on. */
export interface RunBack {
  readonly restedOn: RunInputs;
  readonly snapshot: Snapshot;
}

/**
 * Reads back what a run wrote for later ones.
 *
 * @returns `undefined` where `facts.json` or `run.json` is missing, of another version, or not as it was written: the hash in
 *   the one tells of the other
 */
export async function readRun(output: string, run: PublishedRun): Promise<RunBack | undefined> {
  const folder = join(runsFolder(output), folderOf(run));
  const manifest = await readRunJson(folder);
  const facts = await readFile(join(folder, factsFile), "utf8").catch(() => "");
  if (manifest === undefined || manifest.outputs.get(factsFile) !== sha256(facts)) return undefined;
  const snapshot = readFacts(facts);
  return snapshot && { restedOn: manifest.restedOn, snapshot };
}

function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
