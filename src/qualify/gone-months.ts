import type { Warning } from "../domain/consumption.ts";
import type { Month } from "../domain/day.ts";
import { compareCodePoints, list } from "../domain/text.ts";
import type { Window } from "../domain/window.ts";
import { count, note } from "./quality-words.ts";
import { type Earlier, isMissed, limitOnGone, type SourceFacts } from "./source-facts.ts";
import { sourceOf } from "./source-name.ts";

/** A source that is still there, but not all of it: the newest download of a series, say, is missing. */
export function goneMonths(facts: SourceFacts, earlier: Earlier): Warning[] {
  const { limits, sources, window } = facts;
  const before = monthsBefore(earlier, window);
  const now = monthsNow(facts);
  const there = new Set(sources.map(sourceOf));
  const gone: string[] = [];
  for (const [name, had] of before) {
    const lost = [...had.months].filter((month) => now.get(name)?.months.has(month) !== true);
    const missed = lost.filter((month) => !hasSuccessor({ format: had.format, month }, now, before));
    if (there.has(name) && missed.length > 0) gone.push(`${name}: ${missed.sort(compareCodePoints).join(", ")}`);
  }
  if (gone.length === 0) return [];
  const { crosses, limit } = limitOnGone(gone.length, limits);
  const message = `${count(gone.length, "source")} without rows in months that the run of ${earlier.asOf} had of them${limit}: ${list(gone.sort(compareCodePoints))}. Put the exports back; if they have ended, the next run no longer looks for them.`;
  return [note("source-months-gone", message, crosses)];
}

interface SourceMonths {
  readonly format: string;
  readonly months: Set<Month>;
}

type BySource = ReadonlyMap<string, SourceMonths>;

/** Another source took over: billed usage from unbilled, or the same exports by a new name. */
function hasSuccessor(wanted: { readonly format: string; readonly month: Month }, now: BySource, before: BySource) {
  return [...now].some(([name, { format, months }]) => {
    const isNew = before.get(name)?.months.has(wanted.month) !== true;
    return isNew && format === wanted.format && months.has(wanted.month);
  });
}

/** Of a month at which the window begins in the middle, the days with rows may have left it. */
function monthsBefore({ sources }: Earlier, window: Window): BySource {
  const bySource = new Map<string, SourceMonths>();
  const whole = window.months.filter((month) => `${month}-01` >= window.start);
  for (const source of sources) {
    if (!isMissed(source, window)) continue;
    for (const month of whole) if (source.months.has(month)) add(bySource, source, month);
  }
  return bySource;
}

function monthsNow({ sources, exportMonths = [] }: SourceFacts): BySource {
  const sourceOfFile = new Map(sources.map((source) => [source.file, source]));
  const bySource = new Map<string, SourceMonths>();
  for (const { file, month } of exportMonths) {
    const source = sourceOfFile.get(file);
    if (source !== undefined) add(bySource, source, month);
  }
  return bySource;
}

function add(bySource: Map<string, SourceMonths>, source: { file: string; format: string }, month: Month): void {
  const name = sourceOf(source);
  const known = bySource.get(name) ?? { format: source.format, months: new Set() };
  known.months.add(month);
  bySource.set(name, known);
}
