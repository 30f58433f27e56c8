// Functions are imported one by one: loading all of date-fns takes about 0.3 s.
import { addDays as addDaysToDate } from "date-fns/addDays";
import { addMonths } from "date-fns/addMonths";
import { lightFormat } from "date-fns/lightFormat";
import { parseISO } from "date-fns/parseISO";
import { startOfMonth } from "date-fns/startOfMonth";
import { subMonths } from "date-fns/subMonths";
import { type Day, type Month, monthOf } from "./day.ts";

/** The trailing 12 months, half-open: `start` counts, `end` does not (S1). */
export interface Window {
  readonly start: Day;
  /** First day that no longer counts. */
  readonly end: Day;
  /** The calendar months that the window touches, oldest first: 12, or 13 if `trailing-days` starts within a month. */
  readonly months: readonly Month[];
}

/** How the window depends on the as-of day (S1). */
export interface WindowSettings {
  readonly mode: "complete-months" | "trailing-days";
  /** Whole days after a month's last day before `complete-months` includes it; not used by `trailing-days`. */
  readonly settleDays: number;
}

const monthsInWindow = 12;

/**
 * Returns the window for an as-of day (S1).
 *
 * @param asOf - a day that exists
 *
 * @example
 * windowFor("2017-08-15", { mode: "complete-months", settleDays: 0 })
 * // => { start: "2016-08-01", end: "2017-08-01", months: ["2016-08", …, "2017-07"] }
 */
export function windowFor(asOf: Day, settings: WindowSettings): Window {
  const end = windowEnd(asOf, settings);
  const start = toDay(subMonths(toDate(end), monthsInWindow));
  return { start, end, months: monthsBetween(start, end) };
}

/** Returns whether a day is in the window: `start` is, `end` is not. */
export function inWindow(window: Window, day: Day): boolean {
  return window.start <= day && day < window.end;
}

/** Returns the day `days` calendar days later (earlier when negative). */
export function addDays(day: Day, days: number): Day {
  return toDay(addDaysToDate(toDate(day), days));
}

function windowEnd(asOf: Day, { mode, settleDays }: WindowSettings): Day {
  if (mode === "trailing-days") return addDays(asOf, 1);
  return toDay(startOfMonth(toDate(addDays(asOf, 1 - settleDays))));
}

function monthsBetween(start: Day, end: Day): Month[] {
  const last = monthOf(addDays(end, -1));
  const count = (yearOf(last) - yearOf(start)) * 12 + monthNumberOf(last) - monthNumberOf(start) + 1;
  const first = toDate(`${monthOf(start)}-01`);
  return Array.from({ length: count }, (_, index) => monthOf(toDay(addMonths(first, index))));
}

function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}

function monthNumberOf(day: Day): number {
  return Number(day.slice(5, 7));
}

/** Uses noon, so that no daylight saving change moves a day in any time zone. */
function toDate(day: Day): Date {
  return parseISO(`${day}T12:00:00`);
}

function toDay(date: Date): Day {
  return lightFormat(date, "yyyy-MM-dd");
}
