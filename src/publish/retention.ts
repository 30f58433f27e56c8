import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { compareCodePoints } from "../domain/text.ts";
import { currentLatest, folderOf, type PublishedRun } from "./latest.ts";
import { choosePrevious } from "./previous-run.ts";
import { contentOfRun, publishedRuns } from "./published-runs.ts";
import { deletedPrefix, runsFolder } from "./run-folder.ts";
import { syncFolder } from "./sync.ts";

/**
 * Chooses the published runs to delete: all but the `retain` published last. Never chooses the run that `latest` points
 * to, the run just published, or a run that either was compared with or that the next run will be compared with.
 *
 * @param published - all published runs, including `just`
 * @param retain - at least 1
 * @returns oldest first
 */
export function chooseExpired(
  published: readonly PublishedRun[],
  { latest, just }: { readonly latest: PublishedRun | undefined; readonly just: PublishedRun },
  retain: number,
): readonly PublishedRun[] {
  const byStart = published.toSorted((a, b) => compareCodePoints(a.runId, b.runId));
  const reported = latest === undefined ? [just] : [latest, just];
  const needed = reported.flatMap((run) => [run, ...neededBy(run, { published, latest })]).map(folderOf);
  return byStart.slice(0, -retain).filter((run) => !needed.includes(folderOf(run)));
}

/** Returns what a run was compared with, and what a run for the same day or the next would be compared with. */
function neededBy(
  run: PublishedRun,
  { published, latest }: { readonly published: readonly PublishedRun[]; readonly latest: PublishedRun | undefined },
): readonly PublishedRun[] {
  const others = published.filter((other) => folderOf(other) !== folderOf(run));
  const earlier = choosePrevious(others, latest, run.asOf);
  const next = choosePrevious(published, latest, run.asOf);
  return [earlier, next].filter((other) => other !== undefined);
}

/**
 * Deletes the published runs that are not kept. Each is first renamed in one step, so that a published run is always
 * complete; the next run removes what is left of one half deleted. A folder that lacks files of its run, or has files
 * of somebody else, stays. The caller holds the lock of the output folder.
 *
 * @param just - the run just published
 * @param retain - number of runs to keep, at least 1
 * @returns how many were deleted
 */
export async function removeOldRuns(output: string, just: PublishedRun, retain: number): Promise<number> {
  const published = await publishedRuns(output);
  if (published.length <= retain) return 0;
  const runs = runsFolder(output);
  const expired = chooseExpired(published, { latest: await currentLatest(output), just }, retain);
  let deleted = 0;
  for (const name of expired.map(folderOf)) {
    const { state, hasForeign } = await contentOfRun(join(runs, name));
    if (state === "damaged" || hasForeign) continue;
    const gone = join(runs, deletedPrefix + name);
    await rename(join(runs, name), gone);
    await syncFolder(runs);
    await rm(gone, { recursive: true, force: true });
    deleted += 1;
  }
  return deleted;
}
