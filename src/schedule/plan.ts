import type { DueTime, DueTimes } from "./due-times.ts";
import type { Instant } from "./wall-time.ts";

/** Where a schedule stands. */
export interface ScheduleState {
  /** The last night that a run was begun for, or that was found to be done; `undefined` at the start. */
  readonly night: DueTime | undefined;
  /** Runs begun for it. */
  readonly tries: number;
  /** When its failed run is tried again, if it is. */
  readonly retryAt: Instant | undefined;
}

/** What is to be done about failed runs. */
export interface RetryRule {
  /** Further tries for one night. */
  readonly times: number;
  readonly afterMinutes: number;
}

/** A run that is due. */
export interface DueRun {
  readonly night: DueTime;
  /** 1 for the first run of a night. */
  readonly attempt: number;
}

/** A schedule that has done nothing yet: the last night counts as missed, until a report of it is found. */
export const atStart: ScheduleState = { night: undefined, tries: 0, retryAt: undefined };

/**
 * Decides whether a run is due. Of several nights that were missed, as while the machine was asleep, only the last one is
 * run. A new night takes the place of a try that was still to come.
 *
 * @param now - read from the clock by the caller
 * @returns `undefined` while there is nothing to do
 */
export function dueRun(standing: ScheduleState, nights: DueTimes, now: Instant): DueRun | undefined {
  const night = nights.last(now);
  // "Later than", so that a clock that is put back by hand repeats nothing.
  if (standing.night === undefined || night.at > standing.night.at) return { night, attempt: 1 };
  const { retryAt, tries } = standing;
  return retryAt !== undefined && now >= retryAt ? { night: standing.night, attempt: tries + 1 } : undefined;
}

/** The standing once a run has begun, or once its night was found to be done already. */
export function afterBegin({ night, attempt }: DueRun): ScheduleState {
  return { night, tries: attempt, retryAt: undefined };
}

/**
 * The standing once a run has ended.
 *
 * @param ended - `published`: exit codes 0 and 3
 */
export function afterEnd(
  standing: ScheduleState,
  ended: { readonly published: boolean; readonly at: Instant },
  { times, afterMinutes }: RetryRule,
): ScheduleState {
  const again = !ended.published && standing.tries <= times;
  return { ...standing, retryAt: again ? ended.at + afterMinutes * 60_000 : undefined };
}

/** What a schedule does next, if nothing changes. */
export function nextStep(standing: ScheduleState, nights: DueTimes, now: Instant): DueRun & { readonly at: Instant } {
  const night = nights.next(now);
  const { retryAt, tries } = standing;
  if (standing.night === undefined || retryAt === undefined || retryAt >= night.at) {
    return { night, attempt: 1, at: night.at };
  }
  return { night: standing.night, attempt: tries + 1, at: retryAt };
}
