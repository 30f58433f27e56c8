import type { Month } from "../domain/day.ts";
import type { Usd } from "../domain/money.ts";
import { type FileAmount, type Snapshot, type Term, termNames } from "../domain/snapshot.ts";
import { compareCodePoints } from "../domain/text.ts";
import type { Window } from "../domain/window.ts";
import { sourceAndFormat } from "../qualify/source-name.ts";

/** How the part of a month inside the window changed from one run to a later one. */
export type MonthMove = "left" | "entered" | "partly" | "both";

/** Two runs to compare, with facts about them that are looked up repeatedly. */
export interface RunPair {
  readonly before: Snapshot;
  readonly after: Snapshot;
  /** Every month of either window, oldest first. */
  readonly months: ReadonlyMap<Month, MonthMove>;
  /** The terms that changed. */
  readonly changedTerms: readonly Term[];
  /** Hash of each file's content in each run, by file name. It identifies a file even if it was renamed. */
  readonly contentBefore: ReadonlyMap<string, string>;
  readonly contentAfter: ReadonlyMap<string, string>;
  /** Returns whether the exports of a file's source changed their dollars for a month, over all partners. */
  readonly isRestated: (file: string, month: Month) => boolean;
}

/** Pairs two runs for comparison. */
export function pairOf(before: Snapshot, after: Snapshot): RunPair {
  const [contentBefore, contentAfter] = [contentsOf(before), contentsOf(after)];
  return {
    before,
    after,
    months: monthPlaces(before.window, after.window),
    changedTerms: changedTerms(before, after),
    contentBefore,
    contentAfter,
    isRestated: restatements(before, after),
  };
}

/** One export's share of a partner's month in each run. */
export interface Share {
  /** File name; the newer one if it was renamed. */
  readonly file: string;
  /** File name in the earlier run, if it was there. */
  readonly fileBefore?: string;
  readonly before: Usd;
  readonly after: Usd;
}

/** Returns the exports whose share of a partner's month changed, sorted by file. */
export function movedShares(
  { contentBefore, contentAfter }: RunPair,
  before: readonly FileAmount[] = [],
  after: readonly FileAmount[] = [],
): Share[] {
  const shares = new Map<string, Share>();
  for (const { file, usd } of before) {
    const content = contentBefore.get(file) ?? file;
    const known = shares.get(content)?.before ?? 0n;
    shares.set(content, {
      file,
      fileBefore: file,
      before: known + usd,
      after: 0n,
    });
  }
  for (const { file, usd } of after) {
    const content = contentAfter.get(file) ?? file;
    const known = shares.get(content) ?? { before: 0n, after: 0n };
    shares.set(content, { ...known, file, after: known.after + usd });
  }
  return [...shares.values()]
    .filter((share) => share.before !== share.after)
    .sort((a, b) => compareCodePoints(a.file, b.file));
}

function monthPlaces(before: Window, after: Window): Map<Month, MonthMove> {
  const months = [...new Set([...before.months, ...after.months])].sort();
  return new Map(months.map((month) => [month, placeOf(month, before, after)]));
}

function placeOf(month: Month, before: Window, after: Window): MonthMove {
  if (!after.months.includes(month)) return "left";
  if (!before.months.includes(month)) return "entered";
  return part(month, before) === part(month, after) ? "both" : "partly";
}

/** Returns which days of a month a window has, as a text that is equal if the days are. */
function part(month: Month, { start, end }: Window): string {
  return `${start.startsWith(month) ? start : `${month}-01`} ${end.startsWith(month) ? end : ""}`;
}

/** Returns the terms that changed. A change of the program counts only if nothing else explains a difference. */
function changedTerms(before: Snapshot, after: Snapshot): Term[] {
  const changed = termNames.filter((term) => before.terms[term] !== after.terms[term]);
  const outside = changed.filter((term) => term !== "program");
  return outside.length === 0 ? changed : outside;
}

/**
 * Creates the function `isRestated`. A source's dollars for a month are the sum over its files, so it does not matter
 * which file contains them.
 */
function restatements(before: Snapshot, after: Snapshot): RunPair["isRestated"] {
  const rises = new Map<string, Map<Month, Usd>>();
  const sourceByFile = new Map<string, string>();
  const add = (sources: Snapshot["sources"], sign: bigint) => {
    for (const source of sources) {
      const name = sourceAndFormat(source);
      sourceByFile.set(source.file, name);
      const rise = rises.get(name) ?? new Map<Month, Usd>();
      rises.set(name, rise);
      for (const [month, usd] of source.months) rise.set(month, (rise.get(month) ?? 0n) + sign * usd);
    }
  };
  add(before.sources, -1n);
  add(after.sources, 1n);
  return (file, month) => (rises.get(sourceByFile.get(file) ?? "")?.get(month) ?? 0n) !== 0n;
}

function contentsOf({ sources }: Snapshot): Map<string, string> {
  return new Map(sources.map(({ file, sha256 }) => [file, sha256]));
}
