import type { Assessment, TierFinding } from "../domain/assessment.ts";
import type { PartnerConsumption } from "../domain/consumption.ts";
import type { Month } from "../domain/day.ts";
import type { Usd } from "../domain/money.ts";
import type { PeopleCount } from "../domain/person.ts";
import type { Measured } from "../domain/requirement.ts";
import type { Revision } from "../domain/rules.ts";
import type { Market, Tier } from "../domain/tier.ts";
import type { Window } from "../domain/window.ts";
import { measurePeople, peopleOnRoute } from "../requirements/people.ts";
import { requirementTowards } from "./people-rules.ts";
import { type FindingOptions, findingsOf, stateRequirements } from "./stated-requirement.ts";

/** What was measured for one partner. */
export interface MeasuredPartner extends Measured {
  readonly partnerId: string;
  readonly partnerName: string;
  readonly country: string;
  readonly market: Market;
  /** `undefined` when no export has a row of this partner, which means zero if any export was read. */
  readonly consumption: PartnerConsumption | undefined;
  /** `undefined` when no person counts for this partner, which means zero if any transcript export was read. */
  readonly people: PeopleCount | undefined;
}

/** What every partner of a run is assessed with. */
export interface AssessmentOptions extends FindingOptions {
  readonly window: Window;
}

/** The tier that findings lead to. */
export interface Verdict {
  /** Lowest tier first, requirements in the order of the rules. */
  readonly findings: readonly TierFinding[];
  readonly tier: Tier | "none";
  /** `undefined` when the highest tier is held. */
  readonly nextTier: Tier | undefined;
}

/**
 * Assesses one partner against every requirement of every tier (S9–S12).
 *
 * @param stated - the requirements for the partner's market
 */
export function assessPartner(
  partner: MeasuredPartner,
  options: AssessmentOptions,
  stated = stateRequirements(options.revision, partner.market, options.close),
): Assessment {
  const { partnerId, partnerName, country, market, consumption } = partner;
  const { findings, tier, nextTier } = verdictOf(options.revision, findingsOf(stated, partner, options));
  const mixed = verdictOf(options.revision, findingsOf(stated, partner, { ...options, mixRoutes: true })).tier;
  return {
    partnerId,
    partnerName,
    country,
    market,
    consumption: options.consumptionRead ? (consumption?.total ?? 0n) : undefined,
    months: options.consumptionRead ? monthsOf(consumption, options.window) : new Map<Month, Usd>(),
    monthsSeen: options.consumptionRead ? (consumption?.monthsSeen ?? 0) : 0,
    ...personsTowards(nextTier, partner.people, options),
    tier,
    nextTier,
    nextTierFinding: nextTier && outcomeOf(findings, nextTier),
    findings,
    ...(mixed === tier || mixed === "none" ? {} : { tierIfRoutesMixed: mixed }),
  };
}

/** Counts persons towards the next tier, or towards the highest one if it is held. */
function personsTowards(
  nextTier: Tier | undefined,
  count: PeopleCount | undefined,
  { revision, transcriptsRead, mixRoutes }: FindingOptions,
): Pick<Assessment, "assessmentPeople" | "examPeople" | "people"> {
  const clause = requirementTowards(revision, nextTier);
  if (clause === undefined || !transcriptsRead) {
    return { assessmentPeople: undefined, examPeople: undefined, people: undefined };
  }
  return {
    assessmentPeople: peopleOnRoute(clause, count, "assessments"),
    examPeople: peopleOnRoute(clause, count, "exams"),
    people: measurePeople(clause, count, mixRoutes),
  };
}

/**
 * Determines the tier that findings lead to.
 *
 * @param findings - lowest tier first, requirements in the order of the rules
 */
export function verdictOf(revision: Revision, findings: readonly TierFinding[]): Verdict {
  const tier = tierHeld(revision, findings);
  return { findings, tier, nextTier: tierAbove(revision, tier) };
}

/** Returns the highest tier whose requirements are all met (S12). */
function tierHeld({ tiers }: Revision, findings: readonly TierFinding[]): Tier | "none" {
  let held: Tier | "none" = "none";
  for (const { tier } of tiers) if (isHeld(tier, findings)) held = tier;
  return held;
}

function isHeld(tier: Tier, findings: readonly TierFinding[]): boolean {
  for (const found of findings) if (found.tier === tier && found.finding.outcome !== "met") return false;
  return true;
}

function tierAbove({ tiers }: Revision, held: Tier | "none"): Tier | undefined {
  return tiers[tiers.findIndex(({ tier }) => tier === held) + 1]?.tier;
}

/**
 * Returns the worst outcome for the next tier. Unknown outranks short, which outranks close: a partner is close only
 * when nothing else is missing (S12).
 */
function outcomeOf(findings: readonly TierFinding[], nextTier: Tier): "close" | "short" | "unknown" {
  let worst: "close" | "short" = "close";
  for (const { tier, finding } of findings) {
    if (tier !== nextTier) continue;
    if (finding.outcome === "unknown") return "unknown";
    if (finding.outcome === "short") worst = "short";
  }
  return worst;
}

/** Returns the dollars of every month of the window, 0 for months without consumption. */
function monthsOf(consumption: PartnerConsumption | undefined, window: Window): ReadonlyMap<Month, Usd> {
  const months = new Map<Month, Usd>();
  for (const month of window.months) months.set(month, consumption?.months.get(month) ?? 0n);
  return months;
}
