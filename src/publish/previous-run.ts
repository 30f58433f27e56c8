import type { Day } from "../domain/day.ts";
import type { EarlierRun } from "../domain/report.ts";
import { currentLatest, folderOf, lastOf, ofNewestDay, type PublishedRun } from "./latest.ts";
import { publishedRunsIfAny } from "./published-runs.ts";
import { readRun } from "./read-run.ts";

/**
 * Finds the run to compare with: the one for the latest as-of day that is not after this run's. If there are several,
 * the one that `latest.json` names, else the one started last.
 *
 * @param run - the run about to be published; never compared with itself
 * @returns `undefined` when there is none
 */
export async function previousRun(output: string, run: PublishedRun): Promise<EarlierRun | undefined> {
  const published = (await publishedRunsIfAny(output)).filter((each) => folderOf(each) !== folderOf(run));
  const previous = choosePrevious(published, await currentLatest(output), run.asOf);
  return previous && { ...previous, facts: (await readRun(output, previous))?.snapshot };
}

/** Chooses the run without reading it. Retention also calls this, because the chosen run must be kept. */
export function choosePrevious(
  published: readonly PublishedRun[],
  latest: PublishedRun | undefined,
  asOf: Day,
): PublishedRun | undefined {
  return lastOf(ofNewestDay(published.filter((run) => run.asOf <= asOf)), latest);
}
