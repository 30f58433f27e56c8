/** What each of the five fields may hold, with the names it may use for its numbers. */
const fields: readonly { readonly min: number; readonly max: number; readonly names: readonly string[] }[] = [
  { min: 0, max: 59, names: [] },
  { min: 0, max: 23, names: [] },
  { min: 1, max: 31, names: [] },
  { min: 1, max: 12, names: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"] },
  { min: 0, max: 7, names: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] },
];

type Field = (typeof fields)[number];

/**
 * Whether a text is a cron expression of five fields: minute, hour, day of the month, month, day of the week.
 * Each is `*`, a number or a range (`1-5`), `*` and ranges perhaps with a step (`0-59/15`), or several with commas.
 * Months and days of the week may be named (`jan`, `mon`). Seconds, `@daily`, `L`, `W` and `#` are refused, and so are days
 * that never come.
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

/** Of the months, in a leap year. */
const lastDays = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The numbers that a field stands for; `undefined` where it is none. */
function numbersOf(part: string, field: Field): readonly number[] | undefined {
  const items = part.split(",").map((item) => numbersOfItem(item, field));
  return items.includes(undefined) ? undefined : items.flatMap((numbers) => numbers ?? []);
}

function numbersOfItem(item: string, field: Field): readonly number[] | undefined {
  const [, from = "", to, step] = /^(\*|\w+)(?:-(\w+))?(?:\/(\d{1,2}))?$/.exec(item) ?? [];
  const all = from === "*";
  // A step after a single number means different things to different crons.
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
