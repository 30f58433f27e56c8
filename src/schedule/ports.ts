import type { DueRun } from "./plan.ts";
import type { Instant } from "./wall-time.ts";

/** How a run ended. */
export interface RunEnd {
  /** Exit code of the command; 128 plus the number of the signal for a run ended by a signal. */
  readonly code: number;
  /** Whether a signal ended it early. */
  readonly cutShort: boolean;
  /** The last lines of its output. */
  readonly lastLines: readonly string[];
}

/** A run in progress. */
export interface GoingRun {
  readonly ended: Promise<RunEnd>;
  /** Ends the run at once; `ended` follows. */
  kill(): void;
}

/** The effects of a schedule, and what it needs to know. */
export interface Ports {
  now(): Instant;
  /** Waits for some milliseconds without keeping the process alive. */
  sleep(ms: number): Promise<void>;
  /** Returns whether a report for this night's day or a later one has been made since the night was due. */
  isPublished(due: DueRun): Promise<boolean>;
  start(due: DueRun): GoingRun;
  /** Called at the end of every run; gives up when `hurry` is aborted. */
  ended(end: RunEnd, hurry: AbortSignal): Promise<void>;
  /** Cleans up after a run that was cut short. */
  clearUp(): Promise<void>;
  readonly say: Messages;
}

/** The messages of a schedule. */
export interface Messages {
  begins(due: DueRun, now: Instant): void;
  isPublished(due: DueRun): void;
  ended(due: DueRun, end: RunEnd): void;
  /** Reports that something around a run failed; the schedule continues. */
  trouble(error: unknown): void;
  next(step: DueRun & { readonly at: Instant }, now: Instant): void;
  stopping(going: boolean): void;
  abandoned(): void;
}
