/** An instant: milliseconds since 1970-01-01 UTC. */
export type Instant = number;

/**
 * The time that a wall clock shows, as the instant at which a clock in UTC shows it. The difference between two of them
 * is the difference on the wall, which daylight saving makes longer or shorter than the time that passes.
 */
export type WallTime = number;

const minute = 60_000;
const day = 24 * 60 * minute;

/** The clock of one time zone, in both directions. */
export interface WallClock {
  shown(at: Instant): WallTime;
  /**
   * Returns the instant at which the clock shows a time. If it shows the time twice (clocks put back), the first; if
   * never (clocks put forward), the instant of the change. Later times therefore never give earlier instants.
   */
  instantOf(shown: WallTime): Instant;
}

/**
 * Creates the clock of a time zone.
 *
 * @param timeZone - IANA name, e.g. `Europe/Berlin`
 */
export function wallClock(timeZone: string): WallClock {
  const format = new Intl.DateTimeFormat("en-US", { ...everyPart, timeZone });
  const shown = (at: Instant): WallTime => {
    const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day: date = 1, hour = 0, minute: min = 0, second = 0 } = part;
    return Date.UTC(year, month - 1, date, hour, min, second);
  };
  return { shown, instantOf: (wanted) => instantOf(shown, wanted) };
}

const everyPart = {
  calendar: "gregory",
  numberingSystem: "latn",
  hourCycle: "h23",
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "numeric",
  minute: "numeric",
  second: "numeric",
} as const;

function instantOf(shown: WallClock["shown"], wanted: WallTime): Instant {
  // One day to either side is beyond any clock change that could make the time ambiguous.
  const ahead = (at: Instant) => shown(at) - at;
  const [before, after] = [ahead(wanted - day), ahead(wanted + day)];
  const [first, second] = [wanted - before, wanted - after].sort((a, b) => a - b) as [Instant, Instant];
  if (shown(first) === wanted) return first;
  if (shown(second) === wanted) return second;
  return firstAfterChange(first, second, (at) => ahead(at) === after);
}

/** Returns the first instant, to the minute, after a clock change between two others. */
function firstAfterChange(from: Instant, to: Instant, isAfter: (at: Instant) => boolean): Instant {
  if (to - from <= minute) return to;
  const middle = from + Math.floor((to - from) / 2 / minute) * minute;
  return isAfter(middle) ? firstAfterChange(from, middle, isAfter) : firstAfterChange(middle, to, isAfter);
}
