import type { Assessment, TierFinding } from "../domain/assessment.ts";
import type { PartnerConsumption } from "../domain/consumption.ts";
import type { Month } from "../domain/day.ts";
import type { Usd } from "../domain/money.ts";
import type { PeopleCount } from "../domain/person.ts";
import type { Market, Revision, Tier } from "../domain/rules.ts";
import type { Window } from "../domain/window.ts";
import { marketRules, type PeopleFindings } from "./market-rules.ts";
import { findingOf, type JudgingBasis, type StatedRequirement } from "./stated-requirement.ts";

/** What was measured for one partner. */
export interface PartnerFacts {
  readonly partnerId: string;
  readonly partnerName: string;
  readonly country: string;
  readonly market: Market;
  /** `undefined` when no export has a row of this partner: zero, if any export was read. */
  readonly consumption: PartnerConsumption | undefined;
  /** `undefined` when no person counts for this partner: zero, if any transcript export was read. */
  readonly people: PeopleCount | undefined;
}

/** What every partner of a run is judged by. */
export interface AssessmentBasis extends JudgingBasis {
  readonly window: Window;
}

/** What measured facts come to. */
export interface Verdict {
  /** Lowest tier first, requirements in the rule's order. */
  readonly findings: readonly TierFinding[];
  readonly tier: Tier | "none";
  /** `undefined` when the highest tier is held. */
  readonly nextTier: Tier | undefined;
}

/**
 * Judges one partner by every requirement of every tier (S9–S12).
 *
 * @param rules - of the partner's market
 */
export function assessPartner(
  partner: PartnerFacts,
  basis: AssessmentBasis,
  rules = marketRules(partner.market, basis),
): Assessment {
  const { partnerId, partnerName, country, market, consumption } = partner;
  const total = basis.consumptionRead ? (consumption?.total ?? 0n) : undefined;
  const ofPeople = rules.ofPeople(partner.people);
  const { findings, tier, nextTier } = verdictOf(basis.revision, findingsOf(rules.stated, total, ofPeople.findings));
  const towards = ofPeople.towards.get(nextTier);
  const mixed = ofPeople.mixed && verdictOf(basis.revision, findingsOf(rules.stated, total, ofPeople.mixed)).tier;
  return {
    partnerId,
    partnerName,
    country,
    market,
    consumption: total,
    months: basis.consumptionRead ? monthsOf(consumption, basis.window) : new Map<Month, Usd>(),
    monthsSeen: basis.consumptionRead ? (consumption?.monthsSeen ?? 0) : 0,
    assessmentPeople: towards?.assessmentPeople,
    examPeople: towards?.examPeople,
    people: towards?.people,
    tier,
    nextTier,
    nextTierFinding: nextTier && outcomeOf(findings, nextTier),
    findings,
    ...(mixed === undefined || mixed === tier || mixed === "none" ? {} : { tierIfRoutesMixed: mixed }),
  };
}

function findingsOf(
  stated: readonly StatedRequirement[],
  total: Usd | undefined,
  ofPeople: PeopleFindings["findings"],
): readonly TierFinding[] {
  return stated.map((clause) => ofPeople.get(clause) ?? findingOf(clause, total));
}

/**
 * The tier that findings come to.
 *
 * @param findings - lowest tier first, requirements in the rule's order
 */
export function verdictOf(revision: Revision, findings: readonly TierFinding[]): Verdict {
  const tier = tierHeld(revision, findings);
  return { findings, tier, nextTier: tierAbove(revision, tier) };
}

/** The highest tier of which every requirement is met (S12). */
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

/** Unknown before short before close: a partner is close only when nothing else stands in the way (S12). */
function outcomeOf(findings: readonly TierFinding[], nextTier: Tier): "close" | "short" | "unknown" {
  let worst: "close" | "short" = "close";
  for (const { tier, finding } of findings) {
    if (tier !== nextTier) continue;
    if (finding.outcome === "unknown") return "unknown";
    if (finding.outcome === "short") worst = "short";
  }
  return worst;
}

/** Every month of the window, those without consumption with 0. */
function monthsOf(consumption: PartnerConsumption | undefined, window: Window): ReadonlyMap<Month, Usd> {
  const months = new Map<Month, Usd>();
  for (const month of window.months) months.set(month, consumption?.months.get(month) ?? 0n);
  return months;
}
