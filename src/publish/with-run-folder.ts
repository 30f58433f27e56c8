import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { onDisk, reasonOf } from "../domain/disk-error.ts";
import { acquireLock } from "./lock.ts";
import type { Owner } from "./owner.ts";
import { closeStaging, openStaging } from "./run-folder.ts";

/** Where a run writes until it is published. */
export interface RunFolder {
  /** What is to be published, complete or not at all. */
  readonly staging: string;
  /** For what is put aside on the way; the run removes it before it publishes. */
  readonly work: string;
}

/**
 * Does something as the only run of an output folder, in a folder of its own that is gone afterwards: published or given up.
 *
 * @param warn - called with what does not keep the run from its end
 * @throws LockedError when another run holds the output folder; InputError when it cannot be written to
 */
export async function withRunFolder<Result>(
  output: string,
  { owner, warn }: { readonly owner: Owner; readonly warn: (message: string) => void },
  action: (folder: RunFolder) => Promise<Result>,
): Promise<Result> {
  const lock = await acquireLock(output, owner);
  const { takenFrom } = lock;
  if (takenFrom !== undefined) {
    warn(`Took over the lock of run ${takenFrom.runId}, which died (process ${takenFrom.pid}).`);
  }
  try {
    return await inStaging(output, { owner, warn }, action);
  } finally {
    await lock.release().catch((error: unknown) => {
      warn(`The lock of ${output} could not be given back, so the next run takes it over: ${reasonOf(error)}`);
    });
  }
}

async function inStaging<Result>(
  output: string,
  { owner, warn }: { readonly owner: Owner; readonly warn: (message: string) => void },
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
