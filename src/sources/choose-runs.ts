import type { Month } from "../domain/day.ts";
import { compareCodePoints } from "../domain/text.ts";
import type { ExportRun } from "./manifest.ts";

/** The months of one run in which another run counts instead, with that other run. */
export type LostMonths = ReadonlyMap<Month, ExportRun>;

/**
 * Decides between the runs of one scope: for each month the preferred dataset and, within it, the run submitted last
 * (S14).
 *
 * @param preferred - which of ActualCost and AmortizedCost counts where both exist
 * @returns for each run the months it loses; a run whose manifest names no month loses none
 */
export function chooseRuns(runs: readonly ExportRun[], preferred: "actual" | "amortized"): Map<ExportRun, LostMonths> {
  const lost = new Map<ExportRun, Map<Month, ExportRun>>(runs.map((run) => [run, new Map()]));
  for (const rivals of groups(runs).values()) {
    for (const month of new Set(rivals.flatMap(monthsOf))) {
      const there = rivals.filter((run) => monthsOf(run).includes(month));
      const winner = there.reduce((a, b) => (compareRuns(a, b, preferred) < 0 ? b : a));
      for (const run of there) if (run !== winner) lost.get(run)?.set(month, winner);
    }
  }
  return lost;
}

/** Returns whether a run counts in no month at all, so its files need not be read. */
export function isSuperseded(run: ExportRun, lost: LostMonths): boolean {
  const months = monthsOf(run);
  return months.length > 0 && months.every((month) => lost.has(month));
}

/**
 * Groups rival runs: actual and amortized cost of one scope are rivals; any other dataset has only itself as a rival.
 */
function groups(runs: readonly ExportRun[]): Map<string, ExportRun[]> {
  const rivals = new Map<string, ExportRun[]>();
  for (const run of runs) {
    const dataset = isCost(run) ? "cost" : run.dataset.toLowerCase();
    const key = `${dataset} ${run.scope}`;
    rivals.set(key, [...(rivals.get(key) ?? []), run]);
  }
  return rivals;
}

function compareRuns(a: ExportRun, b: ExportRun, preferred: "actual" | "amortized"): number {
  const wanted = (run: ExportRun) => (run.dataset.toLowerCase() === `${preferred}cost` ? 1 : 0);
  return (
    wanted(a) - wanted(b) || compareCodePoints(a.submitted, b.submitted) || compareCodePoints(a.manifest, b.manifest)
  );
}

const isCost = (run: ExportRun) => /^(actual|amortized)cost$/i.test(run.dataset);

function monthsOf(run: ExportRun): Month[] {
  const months: Month[] = [];
  if (run.firstMonth === "") return months;
  for (let month = run.firstMonth; month <= run.lastMonth; month = nextMonth(month)) months.push(month);
  return months;
}

function nextMonth(month: Month): Month {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, "0")}`;
}
