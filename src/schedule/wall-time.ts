/** An instant: milliseconds since 1970-01-01 UTC. */
export type Instant = number;

/**
 * What a clock on the wall shows, written as the instant at which a clock in UTC shows it. Differences between two of
 * them are differences on the wall, which daylight saving makes longer or shorter than the time that passes.
 */
export type WallTime = number;

const minute = 60_000;
const day = 24 * 60 * minute;

/** The clock of one time zone, both ways. */
export interface WallClock {
  shown(at: Instant): WallTime;
  /**
   * The instant at which the clock shows a time. Where it shows it twice (clocks put back), the first; where never (clocks
   * put forward), the instant at which they are put forward. So later times never give earlier instants.
   */
  instantOf(shown: WallTime): Instant;
}

/**
 * Makes the clock of a time zone.
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
  // A day to either side is beyond every change of clocks that could make the time ambiguous.
  const ahead = (at: Instant) => shown(at) - at;
  const [before, after] = [ahead(wanted - day), ahead(wanted + day)];
  const [first, second] = [wanted - before, wanted - after].sort((a, b) => a - b) as [Instant, Instant];
  if (shown(first) === wanted) return first;
  if (shown(second) === wanted) return second;
  return firstAfterChange(first, second, (at) => ahead(at) === after);
}

/** The first instant, to the minute, after the clocks were changed between two others. */
function firstAfterChange(from: Instant, to: Instant, isAfter: (at: Instant) => boolean): Instant {
  if (to - from <= minute) return to;
  const middle = from + Math.floor((to - from) / 2 / minute) * minute;
  return isAfter(middle) ? firstAfterChange(from, middle, isAfter) : firstAfterChange(middle, to, isAfter);
}
