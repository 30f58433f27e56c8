import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readSnapshot } from "../changes/read-facts.ts";
import type { Day } from "../domain/day.ts";
import { InputError } from "../domain/input-error.ts";
import type { Snapshot } from "../domain/snapshot.ts";
import { compareCodePoints } from "../domain/text.ts";
import { type PublishedBasis, publishedBasis } from "../explain/published-run.ts";
import { currentLatest, folderOf, type PublishedRun, publishedRuns } from "./latest.ts";
import { factsFile } from "./previous-run.ts";
import { runsFolder } from "./run-folder.ts";

/** A published run: what it found out, and what it rested on. */
export interface PublishedFacts extends PublishedRun {
  /** Below the output folder, with `/`. */
  readonly folder: string;
  readonly basis: PublishedBasis;
  readonly snapshot: Snapshot;
}

/**
 * Reads the published run that `latest.json` names, or the last one for an as-of day.
 *
 * @throws InputError when nothing is published, or the run's folder is not as it was written
 */
export async function readPublishedFacts(output: string, asOf: Day | undefined): Promise<PublishedFacts> {
  const run = await chooseRun(output, asOf);
  const folder = folderOf(run);
  const path = join(runsFolder(output), folder);
  try {
    const facts = await readFile(join(path, factsFile), "utf8");
    const manifest = await readFile(join(path, "run.json"), "utf8");
    const snapshot = manifest.includes(sha256(facts)) ? readSnapshot(facts) : undefined;
    if (snapshot !== undefined) {
      return { ...run, folder: `runs/${folder}`, basis: publishedBasis(manifest), snapshot };
    }
  } catch (error) {
    if (!(error instanceof SyntaxError || (error instanceof Error && "code" in error))) throw error;
  }
  throw new InputError({
    file: path,
    found: `a published run whose ${factsFile} or run.json is missing, changed, or of another version`,
    expected: "the folder as this version of tierbook published it",
    fix: `run again: tierbook run --as-of ${run.asOf}`,
  });
}

async function chooseRun(output: string, asOf: Day | undefined): Promise<PublishedRun> {
  const published = await publishedRuns(output).catch(() => []);
  const latest = await currentLatest(output);
  const days = published.map((run) => run.asOf).sort();
  // Whoever deletes a run may leave `latest` behind, pointing nowhere.
  const day = asOf ?? days.find((each) => each === latest?.asOf) ?? days.at(-1);
  const ofThatDay = published.filter((run) => run.asOf === day);
  const last = ofThatDay.toSorted((a, b) => compareCodePoints(b.runId, a.runId))[0];
  const chosen = ofThatDay.find(({ runId }) => latest?.asOf === day && latest?.runId === runId) ?? last;
  if (chosen !== undefined) return chosen;
  throw new InputError({
    file: output,
    found: asOf === undefined ? "no published run" : `no published run as of ${asOf}`,
    expected: "a run whose verdict can be explained",
    fix: asOf === undefined ? "run first: tierbook run" : `run first: tierbook run --as-of ${asOf}`,
  });
}

function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
