import type { Day, Month } from "./day.ts";

/** The trailing 12 months, half-open: `start` counts, `end` does not (S1). */
export interface Window {
  readonly start: Day;
  /** First day that no longer counts. */
  readonly end: Day;
  /** The calendar months that the window touches, oldest first: 12, or 13 for `trailing-days` within a month. */
  readonly months: readonly Month[];
}
