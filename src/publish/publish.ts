import { rename } from "node:fs/promises";
import { join } from "node:path";
import type { Day } from "../domain/day.ts";
import { diskError, reasonOf } from "../domain/disk-error.ts";
import { chooseLatest, currentLatest, draftLatest, folderOf, type LatestDraft, type PublishedRun } from "./latest.ts";
import { contentOfRun, publishedRuns } from "./published-runs.ts";
import { runsFolder } from "./run-folder.ts";
import { syncFilesOf, syncFolder } from "./sync.ts";

/** What to publish, and where. */
export interface Publication {
  readonly output: string;
  /** The complete staging folder of this run, from `openStaging`. */
  readonly staging: string;
  readonly asOf: Day;
  readonly runId: string;
  /** Whether a flag left out some of its files: `latest` then stays with a run that has them all. */
  readonly isPartial?: boolean;
  /** Called with what failed after the run was published; the next run repairs it. */
  readonly warn: (message: string) => void;
}

/** The place of a published run. */
export interface Published {
  /** Absolute path of the run's folder. */
  readonly folder: string;
  /** Whether `latest` now points to this run; it does not if the latest run is for a later day. */
  readonly isLatest: boolean;
}

/**
 * Publishes a complete run (sections 7 and 10): first everything is flushed to disk, then the folder gets its name in
 * one step, then `latest` is switched in one step. If the process is killed at any moment, `latest` is a complete run.
 * The caller holds the lock of the output folder, and closes the staging folder afterwards.
 *
 * @throws InputError when the disk is full or refuses a change; nothing is published then
 */
export async function publishRun(publication: Publication): Promise<Published> {
  const { output, staging, asOf, runId, warn } = publication;
  const run = { asOf, runId };
  const folder = join(runsFolder(output), folderOf(run));
  try {
    await syncFilesOf(staging);
    const target = await latestAfter(publication, run);
    const latest = await draftLatest(output, target, runId);
    await place({ staging, folder, runs: runsFolder(output), latest, warn }).catch(async (error: unknown) => {
      await latest.discard().catch(() => undefined);
      throw error;
    });
    await syncFolder(output).catch((error: unknown) => {
      warn(`${folder} is published, but a power cut now could undo it: ${reasonOf(error)}`);
    });
    return { folder, isLatest: target === run };
  } catch (error) {
    throw diskError(error, folder);
  }
}

/** Returns the run that `latest` points to once a run is published. */
async function latestAfter({ output, isPartial = false }: Publication, added: PublishedRun): Promise<PublishedRun> {
  const current = await currentLatest(output);
  const all = await publishedRuns(output);
  const stateOf = async (run: PublishedRun) => (await contentOfRun(join(runsFolder(output), folderOf(run)))).state;
  const named = all.find((run) => current !== undefined && folderOf(run) === folderOf(current));
  if (isPartial && named !== undefined && (await stateOf(named)) === "whole") return named;

  const later: PublishedRun[] = [];
  for (const run of all.filter(({ asOf }) => asOf > added.asOf)) {
    const found = await stateOf(run);
    if (found === "whole" || (found === "partial" && isPartial)) later.push(run);
  }
  return chooseLatest(later, current, added);
}

interface RunToPlace {
  readonly staging: string;
  readonly folder: string;
  readonly runs: string;
  readonly latest: LatestDraft;
  readonly warn: Publication["warn"];
}

/** Gives the folder its name and switches `latest`. If switching fails, the folder is renamed back. */
async function place({ staging, folder, runs, latest, warn }: RunToPlace): Promise<void> {
  await rename(staging, folder);
  try {
    await syncFolder(runs);
    await latest.switchBoth();
  } catch (error) {
    await rename(folder, staging).catch((failure: unknown) => {
      warn(`${folder} could not be taken back; it is whole, but \`latest\` does not point to it: ${reasonOf(failure)}`);
    });
    throw error;
  }
}
