import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { onDisk, reasonOf } from "../domain/disk-error.ts";
import { acquireLock } from "./lock.ts";
import type { Owner } from "./owner.ts";
import { closeStaging, openStaging } from "./run-folder.ts";

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
  { owner, warn }: { readonly owner: Owner; readonly warn: (message: string) => void },
  action: (folder: RunFolder) => Promise<Result>,
): Promise<Result> {
  const lock = await acquireLock(output, owner);
  if (lock.takenFrom !== undefined) warn(takeOverSentence(lock.takenFrom, owner));
  try {
    return await inStaging(output, { owner, warn }, action);
  } finally {
    await lock.release().catch((error: unknown) => {
      warn(`The lock of ${output} could not be given back, so the next run takes it over: ${reasonOf(error)}`);
    });
  }
}

function takeOverSentence(from: Owner | "unreadable", { host }: Owner): string {
  if (from === "unreadable") return "Took over a lock that names no run: it was empty, damaged, or a link to nothing.";
  const { runId, pid, startedAt } = from;
  if (from.host === host) return `Took over the lock of run ${runId}, which died (process ${pid}).`;
  return `Took over the lock of run ${runId} on ${from.host}: it began at ${startedAt}, more than a day ago.`;
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
