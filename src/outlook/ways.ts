import type { Assessment, TierFinding } from "../domain/assessment.ts";
import type { Day } from "../domain/day.ts";
import type { Usd } from "../domain/money.ts";
import type { RequirementKind } from "../domain/requirement.ts";
import { consumption } from "../requirements/consumption.ts";
import { people } from "../requirements/people.ts";
import { type PartnersAhead, partnerAhead } from "./partner-ahead.ts";
import { atRunRate } from "./partner-outlook.ts";
import { needsByDay } from "./tier-need.ts";

/** One way to the next tier. */
export type Way = NowWay | MonthlyWay;

/** Everything now, in the present window. */
export interface NowWay {
  readonly kind: "now";
  /** The as-of day. */
  readonly by: Day;
  readonly usd: Usd;
  readonly people: number;
}

/** An amount in each future month. */
export interface MonthlyWay {
  readonly kind: "monthly";
  readonly by: Day;
  readonly usdPerMonth: Usd;
  /** Dollars beyond the run rate; 0 if the rate is enough. */
  readonly extraPerMonth: Usd;
  /** Persons still missing on the day, including those whose credentials expire until then. */
  readonly people: number;
}

/**
 * Returns the ways to the next tier: the one with the fewest extra dollars a month first, everything now last. Omits a
 * day on which it takes no fewer extra dollars and people than on an earlier one.
 *
 * @returns none for a partner that holds the highest tier, and where something is unknown
 */
export function waysToNextTier(partner: Assessment, all: PartnersAhead): readonly Way[] {
  const { nextTier } = partner;
  if (nextTier === undefined) return [];
  const ahead = partnerAhead(partner, all);
  const { rate = 0n, line } = atRunRate(ahead, all);
  const monthly = needsByDay({ ahead, line }, nextTier).flatMap(({ by, usdPerMonth, missingPeople: people }) => {
    if (usdPerMonth === undefined || people === undefined) return [];
    const extraPerMonth = usdPerMonth > rate ? usdPerMonth - rate : 0n;
    return [{ kind: "monthly" as const, by, usdPerMonth, extraPerMonth, people }];
  });
  const cheaper = monthly.filter((way, index) => !monthly.slice(0, index).some((earlier) => isAsCheap(earlier, way)));
  return [...cheaper.sort(byCost), ...nowWays(partner, all.options.asOf)];
}

function isAsCheap(earlier: MonthlyWay, way: MonthlyWay): boolean {
  return earlier.extraPerMonth <= way.extraPerMonth && earlier.people <= way.people;
}

function byCost(a: MonthlyWay, b: MonthlyWay): number {
  if (a.extraPerMonth !== b.extraPerMonth) return a.extraPerMonth < b.extraPerMonth ? -1 : 1;
  return a.people - b.people;
}

function nowWays({ findings, nextTier }: Assessment, by: Day): readonly NowWay[] {
  const wanted = findings.filter(({ tier }) => tier === nextTier);
  if (wanted.some(({ finding }) => finding.outcome === "unknown")) return [];
  return [{ kind: "now", by, usd: gap(wanted, consumption), people: Number(gap(wanted, people)) }];
}

function gap(findings: readonly TierFinding[], kind: RequirementKind): bigint {
  const gaps = findings
    .filter(({ requirement }) => requirement.kind === kind)
    .map(({ finding }) => ("gap" in finding ? finding.gap : 0n));
  return gaps.reduce((most, one) => (one > most ? one : most), 0n);
}
