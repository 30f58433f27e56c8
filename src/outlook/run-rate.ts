import { type Month, monthOf } from "../domain/day.ts";
import { divideHalfAway, type Usd } from "../domain/money.ts";
import type { Window } from "../domain/window.ts";

/**
 * Returns the dollars projected per month: the mean of the last months, rounded half away from zero to 10 places.
 *
 * @param months - counted dollars; months without any may be absent
 * @param last - months of the window to average
 */
export function runRate(months: ReadonlyMap<Month, Usd>, last: readonly Month[]): Usd {
  if (last.length === 0) return 0n;
  let sum = 0n;
  for (const month of last) sum += months.get(month) ?? 0n;
  return divideHalfAway(sum, BigInt(last.length));
}

/**
 * Returns the months that a run rate averages. `trailing-days` within a month cuts the first and the last month; the
 * month that contains the end is not whole.
 *
 * @param window - of the as-of day; only months that lie entirely in it are used
 * @param count - number of months, at least 1; fewer if the window has fewer
 */
export function lastWholeMonths({ start, end, months }: Window, count: number): readonly Month[] {
  return months.filter((month) => start <= `${month}-01` && month < monthOf(end)).slice(-count);
}
