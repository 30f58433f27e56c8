import { type Day, isRealDay } from "../domain/day.ts";
import { InputError } from "../domain/input-error.ts";

/** Bounds that catch typing errors. The calendar also ends soon after the year 9998. */
const [first, last] = ["1990-01-01", "2999-12-31"];

/**
 * Returns the as-of day of a run: the flag's day, else today in the job's time zone.
 *
 * @param now - the current instant; only the command line reads the clock
 * @throws InputError when the flag is not a real day within the bounds
 */
export function asOfDay(flag: string | undefined, timeZone: string, now: Date): Day {
  if (flag === undefined) return today(timeZone, now);
  if (/^\d{4}-\d{2}-\d{2}$/.test(flag) && isRealDay(flag) && flag >= first && flag <= last) return flag;
  throw new InputError({
    file: "--as-of",
    code: "bad-day",
    found: flag === "" ? "nothing" : flag,
    expected: `a real day from ${first} to ${last} as YYYY-MM-DD, e.g. 2017-08-15`,
    fix: "correct the day, or leave --as-of out for today",
  });
}

function today(timeZone: string, now: Date): Day {
  return new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(now);
}
