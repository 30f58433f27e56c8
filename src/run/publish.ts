import { rename } from "node:fs/promises";
import { join } from "node:path";
import type { Day } from "../domain/day.ts";
import { diskError } from "../domain/disk-error.ts";
import { chooseLatest, currentLatest, draftLatest, folderOf, publishedRuns } from "./latest.ts";
import { closeStaging, runsFolder } from "./run-folder.ts";
import { syncFilesOf, syncFolder } from "./sync.ts";

/** What is published, and where. */
export interface Publication {
  readonly output: string;
  /** The complete staging folder of this run, from `openStaging`. */
  readonly staging: string;
  readonly asOf: Day;
  readonly runId: string;
}

/** Where a run ended up. */
export interface Published {
  /** Absolute path of the run's folder. */
  readonly folder: string;
  /** Whether `latest` points to this run now; not so for a day older than that of the latest run. */
  readonly isLatest: boolean;
}

/**
 * Publishes a complete run (sections 7 and 10): everything on the disk first, then the folder gets its name in one step,
 * then `latest` is switched in one step. Killed at any moment, `latest` is a complete run.
 * The caller holds the lock of the output folder.
 *
 * @throws InputError when the disk is full or refuses a change; nothing is published then
 */
export async function publishRun({ output, staging, asOf, runId }: Publication): Promise<Published> {
  const run = { asOf, runId };
  const folder = join(runsFolder(output), folderOf(run));
  try {
    await syncFilesOf(staging);
    const target = chooseLatest(await publishedRuns(output), await currentLatest(output), run);
    const latest = await draftLatest(output, target, runId);
    await moveInto({ staging, folder, runs: runsFolder(output) }).catch(async (error: unknown) => {
      await latest.discard();
      throw error;
    });
    await latest.commit();
    await syncFolder(output);
    await closeStaging(staging);
    return { folder, isLatest: target === run };
  } catch (error) {
    throw diskError(error, folder);
  }
}

async function moveInto(paths: { readonly staging: string; readonly folder: string; readonly runs: string }) {
  await rename(paths.staging, paths.folder);
  await syncFolder(paths.runs);
}
