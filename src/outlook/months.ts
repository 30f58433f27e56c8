import { type Day, type Month, monthOf } from "../domain/day.ts";
import { addDays } from "../domain/window.ts";

/** Returns the calendar month after a month. */
export function nextMonth(month: Month): Month {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))];
  const [nextYear, next] = number === 12 ? [year + 1, 1] : [year, number + 1];
  return `${String(nextYear).padStart(4, "0")}-${String(next).padStart(2, "0")}`;
}

/** Returns the first `count` month-ends after a day: after 2017-07-31 comes 2017-08-31. */
export function monthEndsAfter(day: Day, count: number): Day[] {
  const ends: Day[] = [];
  for (let month = monthOf(addDays(day, 1)); ends.length < count; month = nextMonth(month)) {
    ends.push(addDays(`${nextMonth(month)}-01`, -1));
  }
  return ends;
}

/** Returns the months from `first` to `last`, both included; none when `last` is earlier. */
export function monthsFromTo(first: Month, last: Month): Month[] {
  const months: Month[] = [];
  for (let month = first; month <= last; month = nextMonth(month)) months.push(month);
  return months;
}
