import { join } from "node:path";
import type { Day } from "../domain/day.ts";
import { InputError } from "../domain/input-error.ts";
import { factsFile } from "./facts-json.ts";
import { currentLatest, folderOf, lastOf, ofNewestDay, type PublishedRun } from "./latest.ts";
import { publishedRunsIfAny } from "./published-runs.ts";
import { type RunBack, readRun } from "./read-run.ts";
import { runsFolder } from "./run-folder.ts";

/** A published run: its findings and its inputs. */
export interface PastRun extends PublishedRun, RunBack {
  /** Relative to the output folder, with `/`. */
  readonly folder: string;
}

/**
 * Reads the published run that `latest.json` names, or the last one for an as-of day.
 *
 * @throws InputError when nothing is published, or the run's folder has changed since
 */
export async function readPastRun(output: string, asOf: Day | undefined): Promise<PastRun> {
  const run = await chooseRun(output, asOf);
  const read = await readRun(output, run);
  if (read !== undefined) return { ...run, folder: `runs/${folderOf(run)}`, ...read };
  throw new InputError({
    file: join(runsFolder(output), folderOf(run)),
    code: "damaged-run",
    found: `a published run whose ${factsFile} or run.json is missing, changed, or of another version`,
    expected: "the folder as this version of tierbook published it",
    fix: `run again: tierbook run --as-of ${run.asOf}`,
  });
}

async function chooseRun(output: string, asOf: Day | undefined): Promise<PublishedRun> {
  const published = await publishedRunsIfAny(output);
  const latest = await currentLatest(output);
  const ofDay = published.filter((run) => run.asOf === (asOf ?? latest?.asOf));
  // Someone who deletes a run may leave `latest` pointing to nothing.
  const chosen = lastOf(ofDay.length === 0 && asOf === undefined ? ofNewestDay(published) : ofDay, latest);
  if (chosen !== undefined) return chosen;
  throw new InputError({
    file: output,
    code: "no-published-run",
    found: asOf === undefined ? "no published run" : `no published run as of ${asOf}`,
    expected: "a run whose verdict can be explained",
    fix: asOf === undefined ? "run first: tierbook run" : `run first: tierbook run --as-of ${asOf}`,
  });
}
