import { createTask, parse } from "node-cron";
import type { Day } from "../domain/day.ts";
import { type Instant, type WallTime, wallClock } from "./wall-time.ts";

/** One planned run. */
export interface DueTime {
  /** When it is due. */
  readonly at: Instant;
  /** The day that the schedule's clock shows then, which is the as-of day of the report. */
  readonly day: Day;
}

/** The planned runs of a schedule. */
export interface DueTimes {
  /** Returns the last run due at or before an instant. */
  last(at: Instant): DueTime;
  /** Returns the first run due after an instant. */
  next(at: Instant): DueTime;
}

const dayLength = 24 * 60 * 60_000;
/** Most days to search: 29 February on a given weekday recurs after 28 years, or 40 across a non-leap century. */
const farthest = 41 * 366;

/**
 * Determines when runs are due. Times that a clock change skips or repeats are due exactly once (see `wall-time.ts`);
 * node-cron alone would skip the former.
 *
 * @param cron - five fields, with days that occur, as accepted in `job.yaml`
 * @param timeZone - IANA name
 */
export function dueTimesOf(cron: string, timeZone: string): DueTimes {
  const clock = wallClock(timeZone);
  const dueTimes = timesOf(cron);
  const search = (from: Instant, towards: 1 | -1): DueTime => {
    // Starts one day back: after a clock change, a time of the day before may still lie ahead.
    const start = startOfDay(clock.shown(from)) - towards * dayLength;
    for (let step = 0; step < farthest; step += 1) {
      const nights = dueTimes(start + towards * step * dayLength).map((shown) => ({
        at: clock.instantOf(shown),
        day: new Date(shown).toISOString().slice(0, 10),
      }));
      const found = towards > 0 ? nights.find(({ at }) => at > from) : nights.findLast(({ at }) => at <= from);
      if (found !== undefined) return found;
    }
    throw new Error(`${cron} is never due`);
  };
  return { last: (at) => search(at, -1), next: (at) => search(at, 1) };
}

/**
 * Returns a function from a day to the times at which runs are due on it, as the clock shows them; none on days that
 * the expression excludes.
 */
function timesOf(cron: string): (startOfDay: WallTime) => readonly WallTime[] {
  const task = createTask(cron, () => undefined, { timezone: "UTC" });
  const { hour, minute } = parse(cron);
  const times = hour.flatMap((hours) => minute.map((minutes) => (hours * 60 + minutes) * 60_000)).sort((a, b) => a - b);
  const [earliest = 0] = times;
  // Matched in UTC, where every time occurs once, against the time that the wall clock shows.
  return (start) => (task.match(new Date(start + earliest)) ? times.map((time) => start + time) : []);
}

function startOfDay(shown: WallTime): WallTime {
  return shown - (((shown % dayLength) + dayLength) % dayLength);
}
