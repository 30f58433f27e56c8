import { type Month, monthOf } from "../domain/day.ts";
import type { Usd } from "../domain/money.ts";
import type { FutureDay } from "./future-days.ts";
import { nothingKnown } from "./known-consumption.ts";
import { monthsFromTo } from "./months.ts";
import type { MonthsOfPartner, OutlookOptions, PlannedRow } from "./outlook-options.ts";

/** Some months by their places: from `start` up to and without `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The months of a window, the same for every partner. */
export interface WindowSpan extends Span {
  /** Those that something enters. */
  readonly open: Span;
  /** Of the open ones those that have begun on the as-of day. */
  readonly begun: Span;
  /** How many of the open ones have not begun. */
  readonly future: number;
}

/** The months that the windows of an outlook touch, the same for every partner. */
export interface Timeline {
  readonly months: readonly Month[];
  /** Place of the first month that something enters: the one in which the present window ends. */
  readonly firstOpen: number;
  /** Place of the first month that has not begun on the as-of day. */
  readonly firstFuture: number;
}

/** Lays out the months from the first day's window to the last one's. */
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

/** The months of a day's window. */
export function windowSpan({ firstMonth, lastMonth }: FutureDay, timeline: Timeline): WindowSpan {
  const { months, firstOpen, firstFuture } = timeline;
  const [start, end] = [months.indexOf(firstMonth), months.indexOf(lastMonth) + 1];
  const open = { start: Math.max(start, firstOpen), end: Math.max(end, firstOpen) };
  const begun = { start: open.start, end: Math.max(open.start, Math.min(open.end, firstFuture)) };
  return { start, end, open, begun, future: open.end - begun.end };
}

/** Dollars by month, so that any window's sum is one subtraction. Months after the last that is listed have none. */
export interface MonthlyAmounts {
  readonly amounts: readonly Usd[];
  /** Sum of everything before a place; the last one is the sum of all. */
  readonly before: readonly Usd[];
}

/** What is known in each month; a month that has not begun has nothing yet. */
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
 * What is projected on the first day of each month: from the first open one on what is missing in it up to the rate, since
 * the consumption so far of a month that has begun is known; the whole rate in each that has not.
 *
 * @param known - counted in the months that have begun
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

/** Nothing in any month. */
export const noAmounts: MonthlyAmounts = { amounts: [], before: [0n] };

/** What is planned for one partner, in its months. */
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
