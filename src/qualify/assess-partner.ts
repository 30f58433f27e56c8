import type { Assessment, Quantity, Requirement, TierFinding } from "../domain/assessment.ts";
import type { PartnerConsumption } from "../domain/consumption.ts";
import type { Month } from "../domain/day.ts";
import type { Job } from "../domain/job.ts";
import type { Usd } from "../domain/money.ts";
import type { PeopleCount } from "../domain/person.ts";
import type { Market, RequirementRule, Revision, Tier } from "../domain/rules.ts";
import type { Window } from "../domain/window.ts";
import { assessRequirement } from "./assess-requirement.ts";
import { buildRequirement } from "./build-requirement.ts";
import { measurePeople, peopleOnRoute } from "./measure-people.ts";
import { peopleRules, type TierPeopleRule } from "./people-rules.ts";

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
export interface AssessmentBasis {
  readonly revision: Revision;
  readonly window: Window;
  /** At least one consumption export was read, even if it has no rows (S11). */
  readonly consumptionRead: boolean;
  /** At least one transcript export was read, even if it has no rows (S11). */
  readonly transcriptsRead: boolean;
  readonly close: Job["close"];
  readonly mixRoutes: boolean;
}

/** Of that, what a verdict goes by. */
export type JudgingBasis = Omit<AssessmentBasis, "window">;

/** Of a partner's facts, what a verdict rests on. */
export interface MeasuredPartner extends Pick<PartnerFacts, "market" | "people"> {
  readonly consumption: Pick<PartnerConsumption, "total"> | undefined;
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
 * @param stated - the clauses for the partner's market
 */
export function assessPartner(
  partner: PartnerFacts,
  basis: AssessmentBasis,
  stated = stateRequirements(basis.revision, partner.market, basis.close),
): Assessment {
  const { partnerId, partnerName, country, market } = partner;
  const { findings, tier, nextTier } = verdictOf(basis.revision, stated, (clause) =>
    measureClause(clause, partner, basis),
  );
  return {
    partnerId,
    partnerName,
    country,
    market,
    ...consumptionOf(partner, basis),
    ...peopleOf(partner, basis, nextTier),
    tier,
    nextTier,
    nextTierFinding: nextTier && outcomeOf(findings.filter((finding) => finding.tier === nextTier)),
    findings,
    ...mixedVerdict(partner, { basis, stated }, tier),
  };
}

/** One clause of one tier, with the threshold of a market. */
export interface StatedRequirement {
  readonly tier: Tier;
  readonly rule: RequirementRule;
  readonly requirement: Requirement;
}

/** All clauses of a revision for one market, lowest tier first: the same for every partner there. */
export function stateRequirements(
  { tiers }: Revision,
  market: Market,
  close: Job["close"],
): readonly StatedRequirement[] {
  return tiers.flatMap(({ tier, requirements }) =>
    requirements.map((rule) => ({ tier, rule, requirement: buildRequirement(rule, market, close) })),
  );
}

/**
 * The tier that measured quantities come to.
 *
 * @param stated - for the partner's market
 * @param measure - the quantity that a clause is about; `undefined` when unknown
 */
export function verdictOf(
  revision: Revision,
  stated: readonly StatedRequirement[],
  measure: (clause: StatedRequirement) => Quantity | undefined,
): Verdict {
  const findings = stated.map((clause): TierFinding => {
    const { tier, requirement } = clause;
    return { tier, requirement, finding: assessRequirement(requirement, measure(clause)) };
  });
  const tier = tierHeld(revision, findings);
  return { findings, tier, nextTier: tierAbove(revision, tier) };
}

/** The quantity of a partner that a clause is about; `undefined` when no export says. */
export function measureClause(
  { tier, rule }: StatedRequirement,
  partner: MeasuredPartner,
  basis: JudgingBasis,
): Quantity | undefined {
  if (rule.measure === "consumption") return basis.consumptionRead ? (partner.consumption?.total ?? 0n) : undefined;
  if (!basis.transcriptsRead) return undefined;
  return BigInt(measurePeople({ tier, rule }, partner.people, basis.mixRoutes));
}

/** The highest tier of which every requirement is met (S12). */
function tierHeld({ tiers }: Revision, findings: readonly TierFinding[]): Tier | "none" {
  const isHeld = (tier: Tier) => findings.every((found) => found.tier !== tier || found.finding.outcome === "met");
  return tiers.findLast(({ tier }) => isHeld(tier))?.tier ?? "none";
}

function tierAbove({ tiers }: Revision, held: Tier | "none"): Tier | undefined {
  return tiers[tiers.findIndex(({ tier }) => tier === held) + 1]?.tier;
}

/** Unknown before short before close: a partner is close only when nothing else stands in the way (S12). */
function outcomeOf(findings: readonly TierFinding[]): "close" | "short" | "unknown" {
  const outcomes = findings.map(({ finding }) => finding.outcome);
  if (outcomes.includes("unknown")) return "unknown";
  return outcomes.includes("short") ? "short" : "close";
}

function consumptionOf({ consumption }: PartnerFacts, { window, consumptionRead }: AssessmentBasis) {
  if (!consumptionRead) return { consumption: undefined, months: new Map<Month, Usd>(), monthsSeen: 0 };
  const months = new Map(window.months.map((month) => [month, consumption?.months.get(month) ?? 0n]));
  return { consumption: consumption?.total ?? 0n, months, monthsSeen: consumption?.monthsSeen ?? 0 };
}

/** Persons towards the next tier, or towards the highest one where that is held. */
function peopleOf({ people }: MeasuredPartner, basis: JudgingBasis, nextTier: Tier | undefined) {
  const requirement = requirementTowards(basis.revision, nextTier);
  if (requirement === undefined || !basis.transcriptsRead) {
    return { assessmentPeople: undefined, examPeople: undefined, people: undefined };
  }
  return {
    assessmentPeople: peopleOnRoute(requirement, people, "assessments"),
    examPeople: peopleOnRoute(requirement, people, "exams"),
    people: measurePeople(requirement, people, basis.mixRoutes),
  };
}

/** The people requirement of the next tier, of the highest one where that is held. */
function requirementTowards(revision: Revision, nextTier: Tier | undefined): TierPeopleRule | undefined {
  const wanted = nextTier ?? revision.tiers.at(-1)?.tier;
  return peopleRules(revision).find(({ tier }) => tier === wanted);
}

/** What the tier would be if one person by assessment and another by exam added up (S10). */
function mixedVerdict(
  partner: MeasuredPartner,
  { basis, stated }: { readonly basis: JudgingBasis; readonly stated: readonly StatedRequirement[] },
  held: Tier | "none",
) {
  if (basis.mixRoutes) return {};
  const ifMixed = { ...basis, mixRoutes: true };
  const { tier } = verdictOf(basis.revision, stated, (clause) => measureClause(clause, partner, ifMixed));
  return tier === held || tier === "none" ? {} : { tierIfRoutesMixed: tier };
}
