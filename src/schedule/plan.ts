import type { DueTime, DueTimes } from "./due-times.ts";
import type { Instant } from "./wall-time.ts";

/** The state of a schedule. */
export interface ScheduleState {
  /** The last night that a run was started for, or that was already done; `undefined` at the start. */
  readonly night: DueTime | undefined;
  /** Number of runs started for it. */
  readonly tries: number;
  /** When its failed run is retried, if at all. */
  readonly retryAt: Instant | undefined;
}

/** The rule for retrying failed runs. */
export interface RetryRule {
  /** Retries per night. */
  readonly times: number;
  readonly afterMinutes: number;
}

/** A run that is due. */
export interface DueRun {
  readonly night: DueTime;
  /** 1 for the first run of a night. */
  readonly attempt: number;
}

/**
 * The state of a schedule that has done nothing yet. The last night counts as missed until a report for it is found.
 */
export const atStart: ScheduleState = { night: undefined, tries: 0, retryAt: undefined };

/**
 * Decides whether a run is due. If several nights were missed, e.g. because the machine was asleep, only the last one
 * is run. A new night replaces a pending retry.
 *
 * @param now - read from the clock by the caller
 * @returns `undefined` if nothing is due
 */
export function dueRun(standing: ScheduleState, nights: DueTimes, now: Instant): DueRun | undefined {
  const night = nights.last(now);
  // "Later than", so that setting the clock back by hand repeats nothing.
  if (standing.night === undefined || night.at > standing.night.at) return { night, attempt: 1 };
  const { retryAt, tries } = standing;
  return retryAt !== undefined && now >= retryAt ? { night: standing.night, attempt: tries + 1 } : undefined;
}

/** Returns the state after a run has started, or its night was found to be done already. */
export function afterBegin({ night, attempt }: DueRun): ScheduleState {
  return { night, tries: attempt, retryAt: undefined };
}

/**
 * Returns the state after a run has ended.
 *
 * @param ended - `published` for exit codes 0 and 3
 */
export function afterEnd(
  standing: ScheduleState,
  ended: { readonly published: boolean; readonly at: Instant },
  { times, afterMinutes }: RetryRule,
): ScheduleState {
  const again = !ended.published && standing.tries <= times;
  return { ...standing, retryAt: again ? ended.at + afterMinutes * 60_000 : undefined };
}

/** Returns what a schedule does next if nothing changes. */
export function nextStep(standing: ScheduleState, nights: DueTimes, now: Instant): DueRun & { readonly at: Instant } {
  const night = nights.next(now);
  const { retryAt, tries } = standing;
  if (standing.night === undefined || retryAt === undefined || retryAt >= night.at) {
    return { night, attempt: 1, at: night.at };
  }
  return { night: standing.night, attempt: tries + 1, at: retryAt };
}
