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
import { peopleRules } from "./people-rules.ts";

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
export interface MeasuredPartner extends Pick<PartnerFacts, "people"> {
  readonly consumption?: Pick<PartnerConsumption, "total"> | undefined;
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

/** What partners of one market are judged by. */
export interface MarketRules {
  readonly stated: readonly StatedRequirement[];
  /** What a count of persons comes to: worked out once, since many partners share one. */
  readonly ofPeople: (count: PeopleCount | undefined) => PeopleFindings;
}

/** What a count of persons comes to, whatever the dollars. */
interface PeopleFindings {
  /** By the clause that they are about. */
  readonly findings: ReadonlyMap<StatedRequirement, TierFinding>;
  /** The same if one person by assessment and another by exam added up (S10); `undefined` where that changes no outcome. */
  readonly mixed: ReadonlyMap<StatedRequirement, TierFinding> | undefined;
  /** Persons towards each next tier, or towards the highest one where that is held. */
  readonly towards: ReadonlyMap<Tier | undefined, PeopleTowards>;
}

type PeopleTowards = Pick<Assessment, "assessmentPeople" | "examPeople" | "people">;

/** States the rules of a revision for one market. */
export function marketRules(market: Market, basis: JudgingBasis): MarketRules {
  const stated = stateRequirements(basis.revision, market, basis.close);
  const known = new Map<PeopleCount | undefined, PeopleFindings>();
  return {
    stated,
    ofPeople: (count) => {
      const found = known.get(count) ?? findPeople(count, stated, basis);
      known.set(count, found);
      return found;
    },
  };
}

function findPeople(
  count: PeopleCount | undefined,
  stated: readonly StatedRequirement[],
  basis: JudgingBasis,
): PeopleFindings {
  const clauses = stated.filter(({ rule }) => rule.measure === "people");
  const findings = (judging: JudgingBasis) =>
    new Map(clauses.map((clause) => [clause, findingOf(clause, measureClause(clause, { people: count }, judging))]));
  const asIs = findings(basis);
  const mixed = findings({ ...basis, mixRoutes: true });
  const isSame = clauses.every((clause) => asIs.get(clause)?.finding.outcome === mixed.get(clause)?.finding.outcome);
  const nextTiers = [...basis.revision.tiers.map(({ tier }) => tier), undefined];
  return {
    findings: asIs,
    mixed: isSame ? undefined : mixed,
    towards: new Map(nextTiers.map((nextTier) => [nextTier, peopleTowards(nextTier, count, basis)])),
  };
}

function findingsOf(
  stated: readonly StatedRequirement[],
  total: Usd | undefined,
  ofPeople: PeopleFindings["findings"],
): readonly TierFinding[] {
  return stated.map((clause) => ofPeople.get(clause) ?? findingOf(clause, total));
}

/** Compares a quantity with what a clause asks for; `undefined` is unknown. */
export function findingOf({ tier, requirement }: StatedRequirement, quantity: Quantity | undefined): TierFinding {
  return { tier, requirement, finding: assessRequirement(requirement, quantity) };
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
 * The tier that findings come to.
 *
 * @param findings - lowest tier first, requirements in the rule's order
 */
export function verdictOf(revision: Revision, findings: readonly TierFinding[]): Verdict {
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

/** Persons towards the next tier, or towards the highest one where that is held. */
function peopleTowards(
  nextTier: Tier | undefined,
  people: PeopleCount | undefined,
  { revision, transcriptsRead, mixRoutes }: JudgingBasis,
): PeopleTowards {
  const wanted = nextTier ?? revision.tiers.at(-1)?.tier;
  const requirement = peopleRules(revision).find(({ tier }) => tier === wanted);
  if (requirement === undefined || !transcriptsRead) {
    return { assessmentPeople: undefined, examPeople: undefined, people: undefined };
  }
  return {
    assessmentPeople: peopleOnRoute(requirement, people, "assessments"),
    examPeople: peopleOnRoute(requirement, people, "exams"),
    people: measurePeople(requirement, people, mixRoutes),
  };
}
