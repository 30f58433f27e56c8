import { systemCode } from "../domain/disk-error.ts";
import { LockedError } from "../domain/input-error.ts";
import { acquireLock } from "./lock.ts";
import type { Owner } from "./owner.ts";
import { removeLeftovers } from "./run-folder.ts";

/**
 * Clears up after a run that died: its lock, its staging folder. Does nothing where another run is going on.
 *
 * @param owner - the process that clears up
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
    if (error instanceof LockedError || systemCode(error) === "ENOENT") return;
    throw error;
  }
}
