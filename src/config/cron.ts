/** The range of each of the five fields, and the names that may replace its numbers. */
const fields: readonly { readonly min: number; readonly max: number; readonly names: readonly string[] }[] = [
  { min: 0, max: 59, names: [] },
  { min: 0, max: 23, names: [] },
  { min: 1, max: 31, names: [] },
  { min: 1, max: 12, names: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"] },
  { min: 0, max: 7, names: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] },
];

type Field = (typeof fields)[number];

/**
 * Returns whether a text is a cron expression of five fields: minute, hour, day of the month, month, day of the week. A
 * field is `*`, a number or a range (`1-5`), or several of them separated by commas; `*` and ranges may have a step
 * (`0-59/15`). Months and days of the week may be named (`jan`, `mon`). Seconds, `@daily`, `L`, `W` and `#` are
 * refused, and so are days that never occur.
 *
 * @example
 * isCron("15 5 * * 1-5") // => true
 * isCron("0 15 5 * * *") // => false: six fields
 * isCron("15 5 31 4,6 *") // => false: April and June have 30 days
 */
export function isCron(written: string): boolean {
  const parts = written.trim().split(/\s+/);
  const numbers = fields.map((field, index) => numbersOf(parts[index] ?? "", field));
  const [, , days, months] = numbers;
  if (parts.length !== fields.length || numbers.includes(undefined) || !days || !months) return false;
  return months.some((month) => days.some((day) => day <= (lastDays[month - 1] ?? 0)));
}

/** Last day of each month in a leap year. */
const lastDays = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Returns the numbers that a field covers, or `undefined` if it is not valid. */
function numbersOf(part: string, field: Field): readonly number[] | undefined {
  const items = part.split(",").map((item) => numbersOfItem(item, field));
  return items.includes(undefined) ? undefined : items.flatMap((numbers) => numbers ?? []);
}

function numbersOfItem(item: string, field: Field): readonly number[] | undefined {
  const [, from = "", to, step] = /^(\*|\w+)(?:-(\w+))?(?:\/(\d{1,2}))?$/.exec(item) ?? [];
  const all = from === "*";
  // Implementations of cron disagree about a step after a single number.
  if (all ? to !== undefined : step !== undefined && to === undefined) return undefined;
  const [first, last] = all ? [field.min, field.max] : [numberOf(from, field), numberOf(to ?? from, field)];
  const by = Number(step ?? 1);
  if (first === undefined || last === undefined || first > last || by === 0) return undefined;
  return Array.from({ length: Math.floor((last - first) / by) + 1 }, (_, index) => first + index * by);
}

function numberOf(text: string, { min, max, names }: Field): number | undefined {
  const named = names.indexOf(text.toLowerCase());
  if (named >= 0) return named + min;
  const number = /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  return number >= min && number <= max ? number : undefined;
}
