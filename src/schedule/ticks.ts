import { type Logger, schedule } from "node-cron";

/** Something that goes on until it is stopped. */
export interface Ticks {
  stop(): void;
}

/**
 * Calls back at each full minute, until stopped. That is often enough for a schedule of minutes, and whoever is called
 * looks at the clock: so a machine that slept, or a clock that was put right, is noticed within a minute.
 *
 * @param tick - quick, or one that guards itself against being called while it is at work; must not throw
 */
export function everyMinute(tick: () => unknown): Ticks {
  const task = schedule("* * * * *", () => void tick(), {
    timezone: "UTC",
    // A beat that comes late is as good as one in time, and one left out is made up for by the next.
    missedExecutionTolerance: 59_000,
    suppressMissedWarning: true,
    logger: silent,
  });
  return { stop: () => void task.destroy() };
}

const silent: Logger = { info: () => {}, warn: () => {}, error: () => {}, debug: () => {} };
