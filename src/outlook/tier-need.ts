import type { Day } from "../domain/day.ts";
import type { Usd } from "../domain/money.ts";
import type { TierNeed } from "../domain/outlook.ts";
import type { Tier } from "../domain/rules.ts";
import type { JudgedDay } from "./judged-days.ts";
import { neededPerMonth } from "./needed-per-month.ts";

/**
 * What it takes to hold a tier on every month-end up to the one on which it would be lost; on all of them, where it would not.
 *
 * @param lost - a day of `days`
 * @returns `undefined` when no rules are in force on any of the days
 */
export function keepNeed(days: readonly JudgedDay[], tier: Tier, lost: Day | undefined): TierNeed | undefined {
  const judged = days.filter(({ day, standing }) => standing !== undefined && (lost === undefined || day <= lost));
  const by = judged.at(-1);
  if (by === undefined) return undefined;
  return needOf(tier, by, largest(judged.map((day) => dollars(day, tier))));
}

/** What it takes to hold a tier on the month-end on which it would be reached; on the last one, where it would not. */
export function reachNeed(days: readonly JudgedDay[], tier: Tier, reached: Day | undefined): TierNeed | undefined {
  const judged = days.filter(({ standing }) => standing !== undefined);
  const by = judged.find(({ day }) => day === reached) ?? judged.at(-1);
  return by && needOf(tier, by, dollars(by, tier));
}

function needOf(tier: Tier, by: JudgedDay, usdPerMonth: Usd | undefined): TierNeed {
  return { tier, by: by.day, usdPerMonth, missingPeople: missingPeople(by, tier) };
}

/** What it takes to hold a tier on each month-end with rules in force: dollars and persons, each for itself. */
export function needsByDay(days: readonly JudgedDay[], tier: Tier): readonly TierNeed[] {
  return days.filter(({ standing }) => standing !== undefined).map((day) => needOf(tier, day, dollars(day, tier)));
}

/** `undefined` when no dollars to come are enough, or consumption is not known. */
function dollars(day: JudgedDay, tier: Tier): Usd | undefined {
  const ahead = day.ahead();
  if (ahead === undefined) return undefined;
  const thresholds = day.standing?.rules.thresholdsOf.get(tier) ?? [];
  return largest(thresholds.map((threshold) => neededPerMonth(ahead, threshold)));
}

/** Of several clauses the one that misses most. */
function missingPeople(day: JudgedDay, tier: Tier): number | undefined {
  const people = (day.standing?.people ?? []).filter((finding) => finding.tier === tier);
  if (people.some(({ finding }) => finding.outcome === "unknown")) return undefined;
  return Math.max(0, ...people.map(({ finding }) => ("gap" in finding ? Number(finding.gap) : 0)));
}

/** 0 of none; `undefined` when one of them is. */
function largest(amounts: readonly (Usd | undefined)[]): Usd | undefined {
  return amounts.reduce(
    (most, amount) => (most === undefined || amount === undefined ? undefined : amount > most ? amount : most),
    0n,
  );
}
