import { join } from "node:path";
import type { Day } from "../domain/day.ts";
import { errnoOf } from "../domain/disk-error.ts";
import { LockedError } from "../domain/input-error.ts";
import { folderOf } from "./latest.ts";
import { acquireLock } from "./lock.ts";
import type { Owner } from "./owner.ts";
import { publishedRunsIfAny } from "./published-runs.ts";
import { removeLeftovers, runsFolder } from "./run-folder.ts";
import { readRunJson } from "./run-json.ts";

/**
 * Removes the lock and staging folder of a dead run. Does nothing if another run is active.
 *
 * @param owner - the process that cleans up
 */
export async function clearUpAbandoned(output: string, owner: Owner): Promise<void> {
  try {
    const lock = await acquireLock(output, owner);
    try {
      await removeLeftovers(output, owner);
    } finally {
      await lock.release();
    }
  } catch (error) {
    // A run that died before it made anything has left nothing to clear up.
    if (error instanceof LockedError || errnoOf(error) === "ENOENT") return;
    throw error;
  }
}

/**
 * Returns whether a report for a day, or a later one, has been made since a given time.
 *
 * @param since - milliseconds since 1970-01-01 UTC; a run that began earlier may have missed files that were there then
 */
export async function isPublishedSince(output: string, asOf: Day, since: number): Promise<boolean> {
  const published = await publishedRunsIfAny(output);
  for (const run of published.filter((each) => each.asOf >= asOf)) {
    const manifest = await readRunJson(join(runsFolder(output), folderOf(run)));
    if (manifest !== undefined && manifest.startedAt >= since) return true;
  }
  return false;
}
