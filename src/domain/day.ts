/** A calendar day as ISO text, `2017-06-01`. No clock time, no time zone; text order is time order. */
export type Day = string;

/** A calendar month as ISO text, `2017-06`. */
export type Month = string;

/** Which number comes first in a slashed date (S4). */
export type DateOrder = "mdy" | "dmy";

const clock = String.raw`(?:[01]\d|2[0-3]):[0-5]\d`;
const fullClock = String.raw`T${clock}(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-]${clock})?`;
const spacedClock = String.raw` ${clock}(?::[0-5]\d)?`;
/** Spreadsheets write the hour of a slashed date with one digit: `2/1/2019 0:00`. */
const shortClock = String.raw` \d:[0-5]\d(?::[0-5]\d)?`;
const isoDay = new RegExp(String.raw`^(\d{4})-(\d\d)-(\d\d)(?:${fullClock}|${spacedClock})?$`);
const slashedDay = new RegExp(String.raw`^(\d{1,2})/(\d{1,2})/(\d{4}|\d\d)(?:${spacedClock}|${shortClock})?$`);
const isoMonth = /^(\d{4})-(\d\d)$/;
const namedMonth = /^([a-z]+)[- ](\d{4})$/i;

const monthNames = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
] as const;

/**
 * Reads a day from an export (S4). A date and time counts as the day it is written on, a month alone as its first day.
 *
 * @param text - e.g. `2017-06-01`, `2017-06-01T00:00:00Z`, `6/1/17`, `2/28/2019 23:59`, `2017-06`, `Jun-2017`
 * @param order - of the numbers in a slashed date
 * @returns `undefined` for anything else: dates that do not exist, other forms, text after the date
 *
 * @example
 * parseDay("31/05/2017", "dmy") // => "2017-05-31"
 */
export function parseDay(text: string, order: DateOrder = "mdy"): Day | undefined {
  const trimmed = text.trim();
  return readIso(trimmed) ?? readSlashed(trimmed, order) ?? readMonth(trimmed);
}

function readIso(text: string): Day | undefined {
  const [matched, year, month, day] = isoDay.exec(text) ?? [];
  return matched === undefined ? undefined : toDay(Number(year), Number(month), Number(day));
}

function readSlashed(text: string, order: DateOrder): Day | undefined {
  const [matched, first, second, year = ""] = slashedDay.exec(text) ?? [];
  if (matched === undefined) return undefined;
  const [month, day] = order === "mdy" ? [first, second] : [second, first];
  return toDay(Number(year.length === 2 ? `20${year}` : year), Number(month), Number(day));
}

function readMonth(text: string): Day | undefined {
  const [, year, month] = isoMonth.exec(text) ?? [];
  if (year !== undefined) return toDay(Number(year), Number(month), 1);
  const [, name = "", namedYear] = namedMonth.exec(text) ?? [];
  const wanted = name.toLowerCase();
  const index = monthNames.findIndex((full) => wanted === full || wanted === full.slice(0, 3));
  return index < 0 ? undefined : toDay(Number(namedYear), index + 1, 1);
}

function toDay(year: number, month: number, day: number): Day | undefined {
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Returns whether the text is an ISO day that exists: `2016-02-29` is, `2017-02-29` and `2017-6-1` are not. */
export function isRealDay(text: string): boolean {
  return text.length === 10 && parseDay(text) === text;
}

/** Returns the month of a day: `2017-06` for `2017-06-01`. */
export function monthOf(day: Day): Month {
  return day.slice(0, 7);
}

/** Returns what to do about a text that would be a day with its numbers in the other order, else an empty text. */
export function dayHint(text: string, order: DateOrder | undefined): string {
  const isDayFirst = order === undefined && parseDay(text, "dmy") !== undefined;
  return isDayFirst ? "; if days stand before months here, say `dateOrder: dmy` under `sources:` in job.yaml" : "";
}
