import type { Job } from "../domain/job.ts";
import { ownerOfRun } from "../publish/owner.ts";
import { clearUpAbandoned, isPublishedSince } from "../publish/unattended.ts";
import type { DueTime } from "../schedule/due-times.ts";

/** Returns whether a night's report exists: for its day or a later one, by a run that started after it was due. */
export async function isNightDone({ output }: Pick<Job, "output">, { day, at }: DueTime): Promise<boolean> {
  return isPublishedSince(output, day, at);
}

/**
 * Clears up after a run of this output folder that died.
 *
 * @param now - instant in ISO text, UTC
 */
export async function clearUpAfterRun({ output }: Pick<Job, "output">, now: string): Promise<void> {
  await clearUpAbandoned(output, await ownerOfRun({ runId: `schedule-${process.pid}`, startedAt: now }));
}
