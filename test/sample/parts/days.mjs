/** Days and months as ISO text, by plain integers. */

/** First and last month of the window: as of 2017-08-15 it is [2016-08-01, 2017-08-01). */
export const windowMonths = monthsFrom("2016-08", "2017-07");

/**
 * Months from one to another, both included.
 * @param {string} first
 * @param {string} last
 * @returns {string[]}
 */
export function monthsFrom(first, last) {
  const number = (/** @type {string} */ month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
  return Array.from({ length: Math.max(0, number(last) - number(first) + 1) }, (_, index) => {
    const at = number(first) + index;
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`;
  });
}

/** Days a month has. @param {string} month */
export function lengthOf(month) {
  const [year, number] = month.split("-").map(Number);
  if (number === 2) return year % 4 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(number) ? 30 : 31;
}

/**
 * Every `step`th day of a month, and always its last.
 * @param {string} month
 * @param {number} step
 * @returns {string[]}
 */
export function daysOf(month, step = 1) {
  const all = Array.from({ length: lengthOf(month) }, (_, index) => index + 1);
  const kept = all.filter((day) => day % step === 1 % step || day === all.length);
  return kept.map((day) => `${month}-${String(day).padStart(2, "0")}`);
}

/** `2017-06-01` as `06/01/2017`. @param {string} day */
export function slashed(day) {
  return `${day.slice(5, 7)}/${day.slice(8)}/${day.slice(0, 4)}`;
}

/** `2017-06-01` as `6/1/2017`. @param {string} day */
export function slashedShort(day) {
  return `${Number(day.slice(5, 7))}/${Number(day.slice(8))}/${day.slice(0, 4)}`;
}

/** Whether a month lies in the window. @param {string} month */
export function inWindow(month) {
  return windowMonths.includes(month);
}
