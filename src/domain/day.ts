/** A calendar day as ISO text, `2017-06-01`. No clock time, no time zone; text order is time order. */
export type Day = string;

/** A calendar month as ISO text, `2017-06`. */
export type Month = string;

/** Which number comes first in a date such as 6/1/2017 (S4). */
export type DateOrder = "mdy" | "dmy";

/** A day as each order of its numbers gives it. Most forms leave no choice: both are then the same. */
export type DayReadings = Readonly<Record<DateOrder, Day | undefined>>;

const months = [
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

const offset = String.raw`(?: ?(?:Z|[+-](?:[01]\d|2[0-3]):?[0-5]\d))?`;
const minutes = String.raw`:[0-5]\d(?::[0-5]\d(?:\.\d+)?)?`;
const hours24 = String.raw`(?:[01]?\d|2[0-3])${minutes}`;
const hours12 = String.raw`(?:0?\d|1[0-2])${minutes} ?[AaPp][Mm]`;
/** A clock time after a day. It does not matter, but it has to be one. */
const time = `(?:[T ](?:${hours12}|${hours24})${offset})?`;

const year = String.raw`(?<year>\d{4})`;
const anyYear = String.raw`(?<year>\d{4}|\d\d)`;
const [one, other] = [String.raw`(?<one>\d{1,2})`, String.raw`(?<other>\d{1,2})`];
const [monthNumber, dayNumber] = [String.raw`(?<month>\d{1,2})`, String.raw`(?<day>\d{1,2})`];
const monthName = "(?<name>[A-Za-z]+)";

/** The forms of a day (S4). One that names `one` and `other` is read in the order of its source. */
const dayForms = [
  `${year}(?<mark>[-/])${monthNumber}\\k<mark>${dayNumber}${time}`,
  String.raw`(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)${time}`,
  `${one}/${other}/${anyYear}${time}`,
  `${one}-${other}-${year}${time}`,
  String.raw`${dayNumber}\.${monthNumber}\.${anyYear}${time}`,
  `${dayNumber}-${monthName}-${anyYear}${time}`,
].map((form) => new RegExp(`^${form}$`));

/** The forms of a month alone, which is its first day. */
const monthForms = [
  String.raw`(?<year>\d{4})-?(?<month>\d\d)`,
  `${monthName}[- ]${year}`,
  String.raw`${monthName}-(?<year>\d\d)`,
].map((form) => new RegExp(`^${form}$`));

const forms = [...dayForms, ...monthForms];

/**
 * Reads a day from an export (S4). A date and time counts as the day it is written on, a month alone as its first day.
 *
 * @param text - e.g. `2017-06-01T00:00:00Z`, `6/1/17`, `2/28/2019 11:59 PM`, `01.06.2017`, `1-Jun-17`, `20170601`, `Jun-2017`
 * @param order - of the numbers in a date such as 6/1/2017
 * @returns `undefined` for anything else: dates that do not exist, other forms, text after the date
 *
 * @example
 * parseDay("31/05/2017", "dmy") // => "2017-05-31"
 */
export function parseDay(text: string, order: DateOrder = "mdy"): Day | undefined {
  return dayByOrder(text)[order];
}

/** Reads a day in both orders of its numbers. */
export function dayByOrder(text: string): DayReadings {
  const written = text.trim();
  const groups = groupsOf(written);
  if (groups === undefined) return { mdy: undefined, dmy: undefined };
  const { one: first, other: second } = groups;
  if (first === undefined || second === undefined) {
    const day = dayOfGroups(groups);
    return { mdy: day, dmy: day };
  }
  return {
    mdy: dayOfGroups({ ...groups, month: first, day: second }),
    dmy: dayOfGroups({ ...groups, month: second, day: first }),
  };
}

/**
 * Returns whether dates of a file that fit both orders of their numbers can be either: more of its dates fit only the
 * other order than only its own (S4).
 *
 * @param cells - texts, and how often each occurs
 */
export function isOrderDoubtful(
  cells: Iterable<readonly [text: string, times: number]>,
  order: DateOrder = "mdy",
): boolean {
  let surplus = 0;
  for (const [text, times] of cells) {
    const { mdy, dmy } = dayByOrder(text);
    const [own, other] = order === "mdy" ? [mdy, dmy] : [dmy, mdy];
    if (own === undefined && other !== undefined) surplus += times;
    if (own !== undefined && other === undefined) surplus -= times;
  }
  return surplus > 0;
}

/** Returns whether a text is a day in the other order only, or another one than in its own. */
export function isInDoubt(text: string, order: DateOrder = "mdy"): boolean {
  const { mdy, dmy } = dayByOrder(text);
  return mdy !== dmy && (order === "mdy" ? dmy : mdy) !== undefined;
}

/** Returns whether a text is one day in one order of its numbers, and another one in the other. */
export function fitsBothOrders(text: string): boolean {
  const { mdy, dmy } = dayByOrder(text);
  return mdy !== undefined && dmy !== undefined && mdy !== dmy;
}

/** Returns what is wrong with a date that fits both orders, in a file in which more dates fit only the other one. */
export function doubtfulOrder(order: DateOrder = "mdy"): string {
  const other = order === "mdy" ? "dmy" : "mdy";
  return `a day that is sure: more dates of this file can only be read as \`dateOrder: ${other}\`; say the order under \`sources:\` in job.yaml`;
}

function groupsOf(written: string): Readonly<Record<string, string | undefined>> | undefined {
  for (const form of forms) {
    const groups = form.exec(written)?.groups;
    if (groups !== undefined) return groups;
  }
  return undefined;
}

function dayOfGroups(groups: Readonly<Record<string, string | undefined>>): Day | undefined {
  const { year: written = "", month, name, day = "1" } = groups;
  const number = name === undefined ? Number(month) : monthOfName(name);
  return toDay(Number(written.length === 2 ? `20${written}` : written), number, Number(day));
}

/** Returns the number of a month by its English name or the first three letters of it; 0 for any other word. */
function monthOfName(name: string): number {
  const wanted = name.toLowerCase();
  return months.findIndex((full) => wanted === full || wanted === full.slice(0, 3)) + 1;
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

/** Returns what to do about a text that is a day with its numbers in the other order, else an empty text. */
export function dayHint(text: string, order: DateOrder = "mdy"): string {
  const other = order === "mdy" ? "dmy" : "mdy";
  if (parseDay(text, other) === undefined) return "";
  const first = other === "dmy" ? "days stand before months" : "months stand before days";
  return `; if ${first} here, say \`dateOrder: ${other}\` under \`sources:\` in job.yaml`;
}
