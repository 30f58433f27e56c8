import type { ExportMonth, SourceTally } from "../domain/consumption.ts";
import type { Job } from "../domain/job.ts";
import type { Snapshot, SourceSnapshot } from "../domain/snapshot.ts";
import type { Window } from "../domain/window.ts";

/** What is known about a run's files and those of the previously published run. */
export interface RunSources {
  readonly window: Window;
  readonly limits: Job["limits"];
  readonly sources: readonly SourceTally[];
  /** Months of the window in which each consumption file has rows that were not superseded. */
  readonly exportMonths?: readonly ExportMonth[];
  /** `undefined` if there is no run to compare with. */
  readonly earlier?: Earlier | undefined;
}

/** The previously published run. */
export type Earlier = Pick<Snapshot, "asOf" | "sources">;

/** Returns whether too many sources are missing, entirely or in part, and the words for it. */
export function limitOnGone(gone: number, { vanishedSources }: RunSources["limits"]) {
  const crosses = gone > vanishedSources;
  return { crosses, limit: crosses ? `, more than the limit of ${vanishedSources} (limits.vanishedSources)` : "" };
}

/** Returns whether a source would be missed: it counted, and still would. */
export function isMissed({ kind, countedRows, newestMonth }: SourceSnapshot, { months }: Window): boolean {
  return countedRows > 0 && (kind === "transcripts" || newestMonth >= (months[0] ?? ""));
}

/** Counts the rows that were neither superseded nor outside the window. */
export function rowsThatMatter({ read, buckets }: SourceTally): number {
  return read.rows - buckets.superseded.rows - buckets["outside-window"].rows;
}
