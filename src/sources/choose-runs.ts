import type { Day } from "../domain/day.ts";
import { groupBy } from "../domain/group-by.ts";
import { compareCodePoints } from "../domain/text.ts";
import { addDays } from "../domain/window.ts";
import { allDays, type ExportRun, type Period } from "./manifest.ts";

/** Days, both ends included, on which another run counts instead of this one. */
export interface LostDays extends Period {
  readonly to: ExportRun;
}

/**
 * Decides between the runs of one scope: for each day, of the runs whose period covers it, the preferred dataset and,
 * within it, the run submitted last (S14). A run without blobs replaces nothing.
 *
 * @param preferred - which of ActualCost and AmortizedCost counts where both exist
 * @returns for each run the days it loses, oldest first, those outside its own period included
 */
export function chooseRuns(
  runs: readonly ExportRun[],
  preferred: "actual" | "amortized",
): Map<ExportRun, readonly LostDays[]> {
  const lost = new Map<ExportRun, readonly LostDays[]>();
  for (const rivals of groupBy(runs, rivalryOf).values()) {
    const owned = ownedDays(rivals, preferred);
    for (const run of rivals) lost.set(run, lostBy(run, owned, preferred));
  }
  return lost;
}

/** Returns whether a run loses every day of its own period, so its files need not be read. */
export function isSuperseded({ period }: ExportRun, lost: readonly LostDays[]): boolean {
  let next = period.firstDay;
  for (const { firstDay, lastDay } of lost) {
    if (firstDay <= next && next <= lastDay) next = dayAfter(lastDay);
  }
  return next > period.lastDay;
}

/** Actual and amortized cost of one scope are rivals; any other dataset has only itself as a rival. */
function rivalryOf({ dataset, scope }: ExportRun): string {
  return `${/^(actual|amortized)cost$/i.test(dataset) ? "cost" : dataset.toLowerCase()} ${scope}`;
}

/** Cuts time where a period begins or ends, and names the run that counts in each stretch; adjacent ones are merged. */
function ownedDays(rivals: readonly ExportRun[], preferred: "actual" | "amortized"): LostDays[] {
  const covering = rivals.filter(({ blobs }) => blobs.length > 0);
  const starts = covering.flatMap(({ period }) => [period.firstDay, dayAfter(period.lastDay)]);
  const cuts = [...new Set(starts)].sort(compareCodePoints);
  const owned: LostDays[] = [];
  for (const [index, firstDay] of cuts.entries()) {
    const there = covering.filter(({ period }) => period.firstDay <= firstDay && firstDay <= period.lastDay);
    const [first, ...others] = there;
    if (first === undefined) continue;
    const to = others.reduce((a, b) => (compareRuns(a, b, preferred) < 0 ? b : a), first);
    const lastDay = dayBefore(cuts[index + 1] ?? firstDay);
    const last = owned.at(-1);
    if (last?.to === to && dayAfter(last.lastDay) === firstDay) owned[owned.length - 1] = { ...last, lastDay };
    else owned.push({ firstDay, lastDay, to });
  }
  return owned;
}

/**
 * Returns the days of others. On days that its own period does not cover, a run gives way only to its own dataset and to
 * the preferred one; on those that it covers, no other can have won.
 */
function lostBy(run: ExportRun, owned: readonly LostDays[], preferred: "actual" | "amortized"): LostDays[] {
  const isRival = ({ to }: LostDays) =>
    to.dataset.toLowerCase() === run.dataset.toLowerCase() || isPreferred(to, preferred);
  return owned.filter((days) => days.to !== run && isRival(days));
}

function compareRuns(a: ExportRun, b: ExportRun, preferred: "actual" | "amortized"): number {
  return (
    Number(isPreferred(a, preferred)) - Number(isPreferred(b, preferred)) ||
    compareCodePoints(a.submitted, b.submitted) ||
    compareCodePoints(a.manifest, b.manifest)
  );
}

function isPreferred({ dataset }: ExportRun, preferred: "actual" | "amortized"): boolean {
  return dataset.toLowerCase() === `${preferred}cost`;
}

/** After the last day that a period can have. */
const endOfTime: Day = "9999-12-32";

function dayAfter(day: Day): Day {
  return day >= allDays.lastDay ? endOfTime : addDays(day, 1);
}

function dayBefore(day: Day): Day {
  return day === endOfTime ? allDays.lastDay : addDays(day, -1);
}
