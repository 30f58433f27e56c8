import { type Month, monthOf } from "../domain/day.ts";
import { divideHalfAway, type Usd } from "../domain/money.ts";
import type { Window } from "../domain/window.ts";

/**
 * What enters in a month when the last months go on: their mean, rounded half away from zero to 10 places.
 *
 * @param months - counted dollars; months without any may be absent
 * @param last - of the window
 */
export function runRate(months: ReadonlyMap<Month, Usd>, last: readonly Month[]): Usd {
  if (last.length === 0) return 0n;
  let sum = 0n;
  for (const month of last) sum += months.get(month) ?? 0n;
  return divideHalfAway(sum, BigInt(last.length));
}

/**
 * The months that a run rate is the mean of. `trailing-days` within a month cuts the first month and the last one; the month
 * that holds the end is not whole.
 *
 * @param window - of the as-of day; only months that lie in it as a whole are looked at
 * @param count - of months, from 1; those that the window has when it has fewer
 */
export function lastWholeMonths({ start, end, months }: Window, count: number): readonly Month[] {
  return months.filter((month) => start <= `${month}-01` && month < monthOf(end)).slice(-count);
}
