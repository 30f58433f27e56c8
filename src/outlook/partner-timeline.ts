import { type Month, monthOf } from "../domain/day.ts";
import type { Usd } from "../domain/money.ts";
import type { FutureDay } from "./future-days.ts";
import { nothingKnown } from "./known-consumption.ts";
import { monthsFromTo } from "./months.ts";
import type { MonthsOfPartner, OutlookOptions, PlannedRow } from "./outlook-options.ts";

/** A range of months by index: `start` inclusive, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The months of a window, the same for every partner. */
export interface WindowSpan extends Span {
  /** The months that consumption can still be added to. */
  readonly open: Span;
  /** The open months that have begun on the as-of day. */
  readonly begun: Span;
  /** Number of open months that have not begun. */
  readonly future: number;
}

/** The months touched by the windows of an outlook, the same for every partner. */
export interface Timeline {
  readonly months: readonly Month[];
  /** Index of the first month that consumption can be added to: the month in which the present window ends. */
  readonly firstOpen: number;
  /** Index of the first month that has not begun on the as-of day. */
  readonly firstFuture: number;
}

/** Lists the months from the first day's window to the last day's. */
export function timelineOf(days: readonly FutureDay[], { window, asOf }: OutlookOptions): Timeline {
  const first = days[0]?.firstMonth ?? monthOf(window.end);
  const months = monthsFromTo(first, days.at(-1)?.lastMonth ?? first);
  const placeOf = (test: (month: Month) => boolean) => {
    const place = months.findIndex(test);
    return place < 0 ? months.length : place;
  };
  return {
    months,
    firstOpen: placeOf((month) => month >= monthOf(window.end)),
    firstFuture: placeOf((month) => month > monthOf(asOf)),
  };
}

/** Returns the months of a day's window. */
export function windowSpan({ firstMonth, lastMonth }: FutureDay, timeline: Timeline): WindowSpan {
  const { months, firstOpen, firstFuture } = timeline;
  const [start, end] = [months.indexOf(firstMonth), months.indexOf(lastMonth) + 1];
  const open = { start: Math.max(start, firstOpen), end: Math.max(end, firstOpen) };
  const begun = { start: open.start, end: Math.max(open.start, Math.min(open.end, firstFuture)) };
  return { start, end, open, begun, future: open.end - begun.end };
}

/** Dollars by month. Running totals make the sum of any window one subtraction. Months beyond the list have none. */
export interface MonthlyAmounts {
  readonly amounts: readonly Usd[];
  /** Sum of all amounts before each index; the last entry is the total. */
  readonly before: readonly Usd[];
}

/** Returns the known amount of each month. Months that have not begun have none yet. */
export function knownAmounts({ months, firstFuture }: Timeline, known: MonthsOfPartner): MonthlyAmounts {
  if (known === nothingKnown) return noAmounts;
  const amounts: Usd[] = [];
  for (const month of months) {
    if (amounts.length === firstFuture) break;
    amounts.push(known.usdIn(month));
  }
  return summed(amounts);
}

/**
 * Projects amounts on the first day of each month from the first open one on: in a month that has begun, what is
 * missing up to the rate, since its consumption so far is known; in later months, the whole rate.
 *
 * @param known - amounts counted in the months that have begun
 */
export function enteringAmounts(
  { months, firstOpen, firstFuture }: Timeline,
  rate: Usd,
  known: MonthlyAmounts,
): MonthlyAmounts {
  const amounts: Usd[] = [];
  for (let place = 0; place < months.length; place += 1) {
    if (place < firstOpen) amounts.push(0n);
    else amounts.push(place < firstFuture ? missing(rate, known.amounts[place] ?? 0n) : rate);
  }
  return summed(amounts);
}

function missing(rate: Usd, known: Usd): Usd {
  return rate > known ? rate - known : 0n;
}

/** No amount in any month. */
export const noAmounts: MonthlyAmounts = { amounts: [], before: [0n] };

/** Returns one partner's planned amounts by month. */
export function plannedAmounts({ months }: Timeline, planned: readonly PlannedRow[]): MonthlyAmounts {
  if (planned.length === 0) return noAmounts;
  const inMonth = (month: Month) => planned.filter((row) => row.month === month);
  return summed(months.map((month) => inMonth(month).reduce((sum, { usd }) => sum + usd, 0n)));
}

function summed(amounts: readonly Usd[]): MonthlyAmounts {
  let sum = 0n;
  const before = [sum];
  for (const amount of amounts) {
    sum += amount;
    before.push(sum);
  }
  return { amounts, before };
}

export function sumIn({ before }: MonthlyAmounts, { start, end }: Span): Usd {
  const last = before.length - 1;
  return (before[Math.min(end, last)] ?? 0n) - (before[Math.min(start, last)] ?? 0n);
}
