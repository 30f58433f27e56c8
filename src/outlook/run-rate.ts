import { type Month, monthOf } from "../domain/day.ts";
import { divideHalfAway, type Usd } from "../domain/money.ts";
import type { Window } from "../domain/window.ts";

/**
 * What enters in a month when the last months go on: their mean, rounded half away from zero to 10 places.
 *
 * @param months - counted dollars; months without any may be absent
 * @param window - of the as-of day; only months that lie in it as a whole are looked at
 * @param count - of months, from 1; those that the window has when it has fewer
 */
export function runRate(months: ReadonlyMap<Month, Usd>, window: Window, count: number): Usd {
  const last = wholeMonths(window).slice(-count);
  const sum = last.reduce((total, month) => total + (months.get(month) ?? 0n), 0n);
  return last.length === 0 ? 0n : divideHalfAway(sum, BigInt(last.length));
}

/** `trailing-days` within a month cuts the first month and the last one; the month that holds the end is not whole. */
function wholeMonths({ start, end, months }: Window): readonly Month[] {
  return months.filter((month) => start <= `${month}-01` && month < monthOf(end));
}
