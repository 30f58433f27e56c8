import { type Logger, schedule } from "node-cron";

/** A series of ticks. */
export interface Ticks {
  stop(): void;
}

/**
 * Calls back at each full minute, until stopped. That is often enough for a schedule in minutes. The callback reads the
 * clock itself, so a machine that slept or a corrected clock is noticed within a minute.
 *
 * @param tick - quick, or guarded against being called while it is still running; must not throw
 */
export function everyMinute(tick: () => unknown): Ticks {
  const task = schedule("* * * * *", () => void tick(), {
    timezone: "UTC",
    // A late tick is as good as one on time, and the next one makes up for a missed one.
    missedExecutionTolerance: 59_000,
    suppressMissedWarning: true,
    logger: silent,
  });
  return { stop: () => void task.destroy() };
}

const silent: Logger = { info: () => {}, warn: () => {}, error: () => {}, debug: () => {} };
