import { reasonOf } from "../domain/disk-error.ts";
import { acquireLock } from "./lock.ts";
import type { Owner } from "./owner.ts";

export interface LockOptions {
  readonly owner: Owner;
  /** Called with problems that do not stop the action. */
  readonly warn: (message: string) => void;
}

/**
 * Runs an action while nothing else of this program works on an output folder.
 *
 * @throws LockedError when another run holds the output folder; InputError when it cannot be written to
 */
export async function withLock<Result>(
  output: string,
  { owner, warn }: LockOptions,
  action: () => Promise<Result>,
): Promise<Result> {
  const lock = await acquireLock(output, owner);
  if (lock.takenFrom !== undefined) warn(takeOverSentence(lock.takenFrom, owner));
  try {
    return await action();
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
