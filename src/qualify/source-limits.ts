import type { SourceTally, Warning } from "../domain/consumption.ts";
import type { Job } from "../domain/job.ts";
import { compareCodePoints, list } from "../domain/text.ts";
import { goneMonths } from "./gone-months.ts";
import { count, note } from "./quality-words.ts";
import { type Earlier, isMissed, limitOnGone, rowsThatMatter, type SourceFacts } from "./source-facts.ts";
import { sourceOf } from "./source-name.ts";

/** The limits that look at files one by one, and back at the run published before. */
export function sourceLimits(facts: SourceFacts): Warning[] {
  const { earlier } = facts;
  if (earlier === undefined) return rejectedShares(facts);
  return [
    ...rejectedShares(facts),
    ...goneSources(facts, earlier),
    ...goneMonths(facts, earlier),
    ...fewerRows(facts, earlier),
  ];
}

function rejectedShares({ sources, limits }: SourceFacts): Warning[] {
  const limit = limits.rejectedPercentPerFile;
  const broken = sources.filter(({ read, buckets }) => buckets.rejected.rows * 100 > limit * read.rows);
  if (broken.length === 0) return [];
  const files = broken.map(({ file, read, buckets }) => `${file} (${buckets.rejected.rows} of ${read.rows})`);
  const message = `More than ${limit} % (limits.rejectedPercentPerFile) of the rows of ${count(broken.length, "file")} rejected: ${list(files)}; see rejects.csv.`;
  return [note("rejected-rows-of-file", message, true)];
}

/** A source counts as gone when what it added to months that still matter is not read under any name of its kind. */
function goneSources({ sources, limits, window }: SourceFacts, earlier: Earlier): Warning[] {
  const names = new Set(sources.map(sourceOf));
  const contents = new Set(sources.map(({ sha256 }) => sha256));
  const renamed = new Set(earlier.sources.filter(({ sha256 }) => contents.has(sha256)).map(sourceOf));
  const gone = new Set(
    earlier.sources
      .filter((source) => isMissed(source, window))
      .map(sourceOf)
      .filter((name) => !names.has(name) && !renamed.has(name)),
  );
  if (gone.size === 0) return [];
  const { crosses, limit } = limitOnGone(gone.size, limits);
  const verb = gone.size === 1 ? "is" : "are";
  const message = `${count(gone.size, "source")} of the run of ${earlier.asOf} ${verb} gone${limit}: ${list([...gone].sort(compareCodePoints))}. Put the exports back; if they have ended, the next run no longer looks for them.`;
  return [note("source-gone", message, crosses)];
}

/** Rows that are superseded or outside the window come and go with old downloads; only the others are compared. */
function fewerRows({ sources, limits }: SourceFacts, earlier: Earlier): Warning[] {
  return (["consumption", "transcripts"] as const).flatMap((kind) => {
    const before = sum(earlier.sources.filter((source) => source.kind === kind).map(({ rows }) => rows));
    const now = sum(sources.filter((source) => source.kind === kind).map(rowsThatMatter));
    if ((before - now) * 100 <= limits.rowsFallPercent * before) return [];
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
