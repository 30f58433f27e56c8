import { createHash } from "node:crypto";
import { join } from "node:path";
import type { RunInputs } from "../domain/run-inputs.ts";
import type { Snapshot } from "../domain/snapshot.ts";
import { factsFile } from "./facts-json.ts";
import { folderOf, type PublishedRun } from "./latest.ts";
import { readFacts } from "./read-facts.ts";
import { readIfThere } from "./read-if-there.ts";
import { runsFolder } from "./run-folder.ts";
import { readRunJson } from "./run-json.ts";

/** The findings and inputs of a published run, read back. */
export interface RunBack {
  readonly restedOn: RunInputs;
  readonly snapshot: Snapshot;
}

/**
 * Reads back what a run wrote for later ones.
 *
 * @returns `undefined` if `facts.json` or `run.json` is missing, from another version, or changed: `run.json` contains
 *   the hash of `facts.json`
 */
export async function readRun(output: string, run: PublishedRun): Promise<RunBack | undefined> {
  const folder = join(runsFolder(output), folderOf(run));
  const manifest = await readRunJson(folder);
  const facts = (await readIfThere(join(folder, factsFile))) ?? "";
  if (manifest === undefined || manifest.outputs.get(factsFile) !== sha256(facts)) return undefined;
  const snapshot = readFacts(facts);
  return snapshot && { restedOn: manifest.restedOn, snapshot };
}

function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
