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
 * Months and days of the week may be named (`jan`, `mon`). Seconds, `@daily`, `L`, `W` and `#` are refused.
 *
 * @example
 * isCron("15 5 * * 1-5") // => true
 * isCron("0 15 5 * * *") // => false: six fields
 */
export function isCron(written: string): boolean {
  const parts = written.trim().split(/\s+/);
  return parts.length === fields.length && fields.every((field, index) => fits(parts[index] ?? "", field));
}

function fits(part: string, field: Field): boolean {
  return part.split(",").every((item) => itemFits(item, field));
}

function itemFits(item: string, field: Field): boolean {
  const [matched, from = "", to, step] = /^(\*|\w+)(?:-(\w+))?(?:\/(\d{1,2}))?$/.exec(item) ?? [];
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
