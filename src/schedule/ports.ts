import type { DueRun } from "./plan.ts";
import type { Instant } from "./wall-time.ts";

/** How a run ended. */
export interface RunEnd {
  /** As the command line gives it; 128 and the number of the signal for a run that a signal ended. */
  readonly code: number;
  /** Whether a signal ended it before it was done. */
  readonly cutShort: boolean;
  /** What it said last. */
  readonly lastLines: readonly string[];
}

/** A run that is going on. */
export interface GoingRun {
  readonly ended: Promise<RunEnd>;
  /** Ends it at once; `ended` follows. */
  kill(): void;
}

/** What a schedule does to the world, and what it asks of it. */
export interface Ports {
  now(): Instant;
  /** Waits, in milliseconds, and keeps nobody from ending meanwhile. */
  sleep(ms: number): Promise<void>;
  /** Whether a report for this night's day or a later one was made since the night was due. */
  isPublished(due: DueRun): Promise<boolean>;
  start(due: DueRun): GoingRun;
  /** Called at the end of every run; gives up when `hurry` is aborted. */
  ended(end: RunEnd, hurry: AbortSignal): Promise<void>;
  /** Clears up after a run that was cut short. */
  clearUp(): Promise<void>;
  readonly say: Messages;
}

/** What is said on the way. */
export interface Messages {
  begins(due: DueRun, now: Instant): void;
  isPublished(due: DueRun): void;
  ended(due: DueRun, end: RunEnd): void;
  /** Something around a run went wrong; the schedule goes on. */
  trouble(error: unknown): void;
  next(step: DueRun & { readonly at: Instant }, now: Instant): void;
  stopping(going: boolean): void;
  abandoned(): void;
}
