import type { SourceTally, Warning } from "../domain/consumption.ts";
import type { Month } from "../domain/day.ts";
import type { Job } from "../domain/job.ts";
import { isMoreThanPercent } from "../domain/percent.ts";
import { compareCodePoints, firstTen } from "../domain/text.ts";
import type { Window } from "../domain/window.ts";
import { countOfThings, note } from "./quality-words.ts";
import { type Earlier, isMissed, limitOnGone, type RunSources, rowsThatMatter } from "./run-sources.ts";
import { sourceAndFormat } from "./source-name.ts";

/** Checks the limits on single files, and on differences from the previously published run. */
export function sourceLimits(facts: RunSources): Warning[] {
  const { earlier } = facts;
  if (earlier === undefined) return rejectedShares(facts);
  return [
    ...rejectedShares(facts),
    ...goneSources(facts, earlier),
    ...missingMonths(facts, earlier),
    ...fewerRows(facts, earlier),
  ];
}

function rejectedShares({ sources, limits }: RunSources): Warning[] {
  const limit = limits.rejectedPercentPerFile;
  const broken = sources.filter(({ read, buckets }) => isMoreThanPercent(buckets.rejected.rows, limit, read.rows));
  if (broken.length === 0) return [];
  const files = broken.map(({ file, read, buckets }) => `${file} (${buckets.rejected.rows} of ${read.rows})`);
  const message = `More than ${limit} % (limits.rejectedPercentPerFile) of the rows of ${countOfThings(broken.length, "file")} rejected: ${firstTen(files)}; see rejects.csv.`;
  return [note("rejected-rows-of-file", message, true)];
}

/**
 * Reports missing sources: those that added to months still in the window, of which no file of the same name and
 * format, and no renamed copy, was read.
 */
function goneSources({ sources, limits, window }: RunSources, earlier: Earlier): Warning[] {
  const names = new Set(sources.map(sourceAndFormat));
  const contents = new Set(sources.map(({ sha256 }) => sha256));
  const renamed = new Set(earlier.sources.filter(({ sha256 }) => contents.has(sha256)).map(sourceAndFormat));
  const gone = new Set(
    earlier.sources
      .filter((source) => isMissed(source, window))
      .map(sourceAndFormat)
      .filter((name) => !names.has(name) && !renamed.has(name)),
  );
  if (gone.size === 0) return [];
  const { crosses, limit } = limitOnGone(gone.size, limits);
  const verb = gone.size === 1 ? "is" : "are";
  const message = `${countOfThings(gone.size, "source")} of the run of ${earlier.asOf} ${verb} gone${limit}: ${firstTen([...gone].sort(compareCodePoints))}. Put the exports back; if they have ended, the next run no longer looks for them.`;
  return [note("source-gone", message, crosses)];
}

/** Compares row counts without superseded rows and rows outside the window, which come and go with old downloads. */
function fewerRows({ sources, limits }: RunSources, earlier: Earlier): Warning[] {
  return (["consumption", "transcripts"] as const).flatMap((kind) => {
    const before = sum(earlier.sources.filter((source) => source.kind === kind).map(({ rows }) => rows));
    const now = sum(sources.filter((source) => source.kind === kind).map(rowsThatMatter));
    if (!isMoreThanPercent(before - now, limits.rowsFallPercent, before)) return [];
    const fall = (((before - now) / before) * 100).toFixed(2);
    return [
      fewer(kind, `${fall} % fewer rows than in the run of ${earlier.asOf} (${now} instead of ${before})`, limits),
    ];
  });
}

function fewer(kind: SourceTally["kind"], fall: string, { rowsFallPercent }: Job["limits"]): Warning {
  const exports = kind === "consumption" ? "consumption exports" : "transcripts";
  const message = `The ${exports} have ${fall}, more than the limit of ${rowsFallPercent} % (limits.rowsFallPercent).`;
  return note("fewer-rows", message, true);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Reports sources that are only partly there, e.g. without the newest download of a series. */
function missingMonths(facts: RunSources, earlier: Earlier): Warning[] {
  const { limits, sources, window } = facts;
  const before = monthsBefore(earlier, window);
  const now = monthsNow(facts);
  const there = new Set(sources.map(sourceAndFormat));
  const gone: string[] = [];
  for (const [name, had] of before) {
    const lost = [...had.months].filter((month) => now.get(name)?.months.has(month) !== true);
    const missed = lost.filter((month) => !hasSuccessor({ format: had.format, month }, now, before));
    if (there.has(name) && missed.length > 0) gone.push(`${name}: ${missed.sort(compareCodePoints).join(", ")}`);
  }
  if (gone.length === 0) return [];
  const { crosses, limit } = limitOnGone(gone.length, limits);
  const message = `${countOfThings(gone.length, "source")} without rows in months that the run of ${earlier.asOf} had of them${limit}: ${firstTen(gone.sort(compareCodePoints))}. Put the exports back; if they have ended, the next run no longer looks for them.`;
  return [note("source-months-gone", message, crosses)];
}

interface SourceMonths {
  readonly format: string;
  readonly months: Set<Month>;
}

type BySource = ReadonlyMap<string, SourceMonths>;

/** Returns whether another source took over a month: billed usage from unbilled, or the same exports by a new name. */
function hasSuccessor(wanted: { readonly format: string; readonly month: Month }, now: BySource, before: BySource) {
  return [...now].some(([name, { format, months }]) => {
    const isNew = before.get(name)?.months.has(wanted.month) !== true;
    return isNew && format === wanted.format && months.has(wanted.month);
  });
}

/** Returns the earlier months by source. Skips a month that the window cuts: its rows may be on the days outside. */
function monthsBefore({ sources }: Earlier, window: Window): BySource {
  const bySource = new Map<string, SourceMonths>();
  const whole = window.months.filter((month) => `${month}-01` >= window.start);
  for (const source of sources) {
    if (!isMissed(source, window)) continue;
    for (const month of whole) if (source.months.has(month)) add(bySource, source, month);
  }
  return bySource;
}

function monthsNow({ sources, exportMonths = [] }: RunSources): BySource {
  const sourceOfFile = new Map(sources.map((source) => [source.file, source]));
  const bySource = new Map<string, SourceMonths>();
  for (const { file, month } of exportMonths) {
    const source = sourceOfFile.get(file);
    if (source !== undefined) add(bySource, source, month);
  }
  return bySource;
}

function add(bySource: Map<string, SourceMonths>, source: { file: string; format: string }, month: Month): void {
  const name = sourceAndFormat(source);
  const known = bySource.get(name) ?? { format: source.format, months: new Set() };
  known.months.add(month);
  bySource.set(name, known);
}
