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
  if (parts.length !== fields.length || !fields.every((field, index) => fits(parts[index] ?? "", field))) return false;
  const [days, months] = [2, 3].map((index) => numbersIn(parts[index] ?? "", fields[index] as Field));
  return (months ?? []).some((month) => (days ?? []).some((day) => day <= (lastDays[month - 1] ?? 0)));
}

/** Of the months, in a leap year. */
const lastDays = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function fits(part: string, field: Field): boolean {
  return part.split(",").every((item) => itemFits(item, field));
}

const itemParts = /^(\*|\w+)(?:-(\w+))?(?:\/(\d{1,2}))?$/;

function itemFits(item: string, field: Field): boolean {
  const [matched, from = "", to, step] = itemParts.exec(item) ?? [];
  if (matched === undefined || (step !== undefined && Number(step) === 0)) return false;
  if (from === "*") return to === undefined;
  const [first, last] = [numberOf(from, field), numberOf(to ?? from, field)];
  if (first === undefined || last === undefined) return false;
  // A step after a single number means different things to different crons.
  return first <= last && (step === undefined || to !== undefined);
}

function numberOf(text: string, { min, max, names }: Field): number | undefined {
  const named = names.indexOf(text.toLowerCase());
  if (named >= 0) return named + min;
  const number = /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  return number >= min && number <= max ? number : undefined;
}

/** The numbers that a field which fits stands for. */
function numbersIn(part: string, field: Field): number[] {
  return part.split(",").flatMap((item) => {
    const [, from = "", to, step = "1"] = itemParts.exec(item) ?? [];
    const first = from === "*" ? field.min : (numberOf(from, field) ?? field.min);
    const last = from === "*" ? field.max : (numberOf(to ?? from, field) ?? field.max);
    const by = Number(step);
    return Array.from({ length: Math.floor((last - first) / by) + 1 }, (_, index) => first + index * by);
  });
}
