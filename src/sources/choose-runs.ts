import type { Day } from "../domain/day.ts";
import { groupBy } from "../domain/group-by.ts";
import { compareCodePoints } from "../domain/text.ts";
import { addDays } from "../domain/window.ts";
import { allDays, type ExportRun, type Period } from "./manifest.ts";

/** Days, both ends included, on which another run counts instead of this one. */
export interface LostDays extends Period {
  readonly to: ExportRun;
}

/** Days of a run that is read, and of the next newer run of its dataset that replaces them. */
export interface ReplacedDays extends Period {
  readonly older: ExportRun;
  readonly newer: ExportRun;
}

/** What the runs of all scopes do to each other. */
export interface ChosenRuns {
  /** For each run the days it loses, oldest first, those outside its own period included. */
  readonly lost: ReadonlyMap<ExportRun, readonly LostDays[]>;
  readonly replaced: readonly ReplacedDays[];
}

/**
 * Decides between the runs of one scope: for each day, of the runs whose period covers it, the preferred dataset and,
 * within it, the run submitted last (S14). A run without blobs replaces nothing.
 *
 * @param preferred - which of ActualCost and AmortizedCost counts where both exist
 */
export function chooseRuns(runs: readonly ExportRun[], preferred: "actual" | "amortized"): ChosenRuns {
  const lost = new Map<ExportRun, readonly LostDays[]>();
  const replaced: ReplacedDays[] = [];
  for (const rivals of groupBy(runs, rivalryOf).values()) {
    const stretches = stretchesOf(rivals, preferred);
    const owned = ownedDays(stretches);
    for (const run of rivals) lost.set(run, lostBy(run, owned, preferred));
    replaced.push(...replacedDays(stretches, lost));
  }
  return { lost, replaced };
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

/** Days that the same runs cover. */
interface Stretch extends Period {
  /** The run that counts first, then the others as they would. */
  readonly runs: readonly [ExportRun, ...ExportRun[]];
}

/** Cuts time where a period begins or ends. */
function stretchesOf(rivals: readonly ExportRun[], preferred: "actual" | "amortized"): Stretch[] {
  const covering = rivals.filter(({ blobs }) => blobs.length > 0);
  const starts = covering.flatMap(({ period }) => [period.firstDay, dayAfter(period.lastDay)]);
  const cuts = [...new Set(starts)].sort(compareCodePoints);
  return cuts.flatMap((firstDay, index) => {
    const there = covering.filter(({ period }) => period.firstDay <= firstDay && firstDay <= period.lastDay);
    const [first, ...others] = there.sort((a, b) => compareRuns(b, a, preferred));
    if (first === undefined) return [];
    return [{ firstDay, lastDay: dayBefore(cuts[index + 1] ?? firstDay), runs: [first, ...others] }];
  });
}

/** Returns the days of each run that counts; adjacent ones are merged. */
function ownedDays(stretches: readonly Stretch[]): LostDays[] {
  const owned: LostDays[] = [];
  for (const { firstDay, lastDay, runs } of stretches) {
    const [to] = runs;
    const last = owned.at(-1);
    if (last?.to === to && dayAfter(last.lastDay) === firstDay) owned[owned.length - 1] = { ...last, lastDay };
    else owned.push({ firstDay, lastDay, to });
  }
  return owned;
}

/** Names, for each stretch, the newest run that is replaced and still read: of its other days, others may count. */
function replacedDays(
  stretches: readonly Stretch[],
  lost: ReadonlyMap<ExportRun, readonly LostDays[]>,
): ReplacedDays[] {
  return stretches.flatMap(({ firstDay, lastDay, runs: [newer, ...others] }) => {
    const older = others.find((run) => run.dataset === newer.dataset && !isSuperseded(run, lost.get(run) ?? []));
    return older === undefined ? [] : [{ firstDay, lastDay, older, newer }];
  });
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
