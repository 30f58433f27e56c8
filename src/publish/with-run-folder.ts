import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { onDisk, reasonOf } from "../domain/disk-error.ts";
import { closeStaging, openStaging } from "./run-folder.ts";
import { type LockOptions, withLock } from "./with-lock.ts";

/** The folders that a run writes to until it is published. */
export interface RunFolder {
  /** What will be published, completely or not at all. */
  readonly staging: string;
  /** For intermediate files; the run removes it before it publishes. */
  readonly work: string;
}

/**
 * Runs an action as the only run in an output folder. Gives it a folder of its own, which is gone afterwards: published
 * or removed.
 *
 * @param warn - called with problems that do not stop the run
 * @throws LockedError when another run holds the output folder; InputError when it cannot be written to
 */
export async function withRunFolder<Result>(
  output: string,
  { owner, warn }: LockOptions,
  action: (folder: RunFolder) => Promise<Result>,
): Promise<Result> {
  return withLock(output, { owner, warn }, () => inStaging(output, { owner, warn }, action));
}

async function inStaging<Result>(
  output: string,
  { owner, warn }: LockOptions,
  action: (folder: RunFolder) => Promise<Result>,
): Promise<Result> {
  const staging = await openStaging(output, owner);
  try {
    const work = join(staging, "work");
    await onDisk(work, () => mkdir(work));
    return await action({ staging, work });
  } finally {
    await closeStaging(staging).catch((error: unknown) => {
      warn(`${staging} could not be removed, so the next run removes it: ${reasonOf(error)}`);
    });
  }
}
