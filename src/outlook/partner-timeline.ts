import { type Month, monthOf } from "../domain/day.ts";
import type { Usd } from "../domain/money.ts";
import { entering } from "./entering.ts";
import type { FutureDay } from "./future-days.ts";
import { monthsFromTo } from "./months.ts";
import type { WindowAhead } from "./needed-per-month.ts";
import type { MonthsOfPartner, OutlookBasis, PlannedRow } from "./outlook-basis.ts";

/** The months of a window by their places: from `start` up to and without `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The months that the windows of an outlook touch, the same for every partner. */
export interface Timeline {
  readonly months: readonly Month[];
  /** The window of each day. */
  readonly spans: readonly Span[];
  /** Place of the first month that something enters: the one in which the present window ends. */
  readonly firstOpen: number;
  /** Place of the first month that has not begun on the as-of day. */
  readonly firstFuture: number;
}

/** Lays out the months from the first day's window to the last one's. */
export function timelineOf(days: readonly FutureDay[], { window, asOf }: OutlookBasis): Timeline {
  const first = days[0]?.firstMonth ?? monthOf(window.end);
  const months = monthsFromTo(first, days.at(-1)?.lastMonth ?? first);
  const placeOf = (test: (month: Month) => boolean) => {
    const place = months.findIndex(test);
    return place < 0 ? months.length : place;
  };
  return {
    months,
    spans: days.map(({ firstMonth, lastMonth }) => {
      return { start: months.indexOf(firstMonth), end: months.indexOf(lastMonth) + 1 };
    }),
    firstOpen: placeOf((month) => month >= monthOf(window.end)),
    firstFuture: placeOf((month) => month > monthOf(asOf)),
  };
}

/** Dollars by month, so that any window's sum is one subtraction. */
export interface MonthlyAmounts {
  readonly amounts: readonly Usd[];
  /** Sum of everything before a place. */
  readonly before: readonly Usd[];
}

export function knownAmounts({ months }: Timeline, known: MonthsOfPartner): MonthlyAmounts {
  return summed(months.map((month) => known.usdIn(month)));
}

/** What enters in each month at a rate; nothing before the first open month. */
export function enteringAmounts(
  timeline: Timeline,
  rate: Usd,
  { asOf, known }: { readonly asOf: string; readonly known: MonthlyAmounts },
): MonthlyAmounts {
  return summed(
    timeline.months.map((month, place) =>
      place < timeline.firstOpen ? 0n : entering(month, rate, { asOf, known: known.amounts[place] ?? 0n }),
    ),
  );
}

/** Nothing in any month. */
export const nothing: MonthlyAmounts = { amounts: [], before: [] };

/** What is planned for one partner, in its months. */
export function plannedAmounts({ months }: Timeline, planned: readonly PlannedRow[]): MonthlyAmounts {
  if (planned.length === 0) return nothing;
  const inMonth = (month: Month) => planned.filter((row) => row.month === month);
  return summed(months.map((month) => inMonth(month).reduce((sum, { usd }) => sum + usd, 0n)));
}

function summed(amounts: readonly Usd[]): MonthlyAmounts {
  let sum = 0n;
  const before = amounts.map((amount) => {
    sum += amount;
    return sum - amount;
  });
  return { amounts, before: [...before, sum] };
}

export function sumIn({ before }: MonthlyAmounts, { start, end }: Span): Usd {
  return (before[end] ?? 0n) - (before[start] ?? 0n);
}

/**
 * A window to come before anything enters.
 *
 * @param amounts - `counted` is what counts on that day; `present` what counts now: that is what an open month is filled up
 *   from; `planned` what is added to both
 */
export function windowAhead(
  { firstOpen, firstFuture }: Timeline,
  span: Span,
  amounts: Readonly<Record<"counted" | "present" | "planned", MonthlyAmounts>>,
): WindowAhead {
  const { counted, present, planned } = amounts;
  const openSpan = { start: Math.max(span.start, firstOpen), end: Math.max(span.end, firstOpen) };
  return {
    fixed: sumIn(counted, span) + sumIn(planned, span) - sumIn(present, openSpan),
    begun: present.amounts.slice(openSpan.start, Math.min(openSpan.end, firstFuture)),
    future: Math.max(0, openSpan.end - Math.max(openSpan.start, firstFuture)),
  };
}
