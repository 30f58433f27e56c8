import type { TierFinding } from "../domain/assessment.ts";
import type { Usd } from "../domain/money.ts";
import type { Measured } from "../domain/requirement.ts";
import type { Revision } from "../domain/rules.ts";
import { type Market, type Tier, tiers } from "../domain/tier.ts";
import { verdictOf } from "../qualify/assess-partner.ts";
import {
  type FindingOptions,
  findingsOf,
  measureClause,
  type StatedRequirement,
  stateRequirements,
} from "../qualify/stated-requirement.ts";
import { consumption } from "../requirements/consumption.ts";
import { people } from "../requirements/people.ts";

/** What the rules make of a day, but for its dollars. */
export interface DayVerdict {
  readonly tier: Tier | "none";
  readonly rank: number;
  /** Persons towards the next tier; `undefined` when unknown. */
  readonly count: number | undefined;
  /** Persons that are missing for each tier; `undefined` when unknown. */
  readonly missingPeople: ReadonlyMap<Tier, number | undefined>;
  /** What each tier asks for in dollars. */
  readonly thresholdsOf: StatedRules["thresholdsOf"];
}

/** Orders the tiers: of two the higher one has the higher rank. */
export function tierRank(tier: Tier | "none"): number {
  return tier === "none" ? -1 : tiers.indexOf(tier);
}

/** The standing of what is measured under the rules of a day. */
type DayVerdictOf = (facts: Measured) => DayVerdict;

/** By the market that a partner is in. */
export type DayVerdicts = Readonly<Record<Market, DayVerdictOf>>;

/** How partners stand under a revision, judged by the rules that judge the present (S9–S12). */
export function dayVerdictsUnder(revision: Revision, options: FindingOptions): DayVerdicts {
  const judging = { ...options, revision };
  return { developed: dayVerdictsIn("developed", judging), emerging: dayVerdictsIn("emerging", judging) };
}

/**
 * Days of all partners that reach the same thresholds with the same persons, and the same of anything else, share a
 * standing: a run has few, and an outlook takes an eighth of the time.
 */
function dayVerdictsIn(market: Market, judging: FindingOptions): DayVerdictOf {
  const rules = stateRules(judging.revision, market, judging.close);
  const known = new Map<Measured["people"], Map<Measured["further"], DayVerdict[]>>();
  return (facts) => {
    const reached = facts.consumption === undefined ? 0 : 1 + countReached(rules.thresholds, facts.consumption.total);
    const ofPeople = known.get(facts.people) ?? new Map<Measured["further"], DayVerdict[]>();
    known.set(facts.people, ofPeople);
    const alike = ofPeople.get(facts.further) ?? [];
    ofPeople.set(facts.further, alike);
    const standing = alike[reached] ?? dayVerdictOf(rules, facts, judging);
    alike[reached] = standing;
    return standing;
  };
}

function countReached(thresholds: readonly Usd[], usd: Usd): number {
  let reached = 0;
  for (const threshold of thresholds) if (usd >= threshold) reached += 1;
  return reached;
}

function dayVerdictOf(
  { clauses, towards, thresholdsOf }: StatedRules,
  facts: Measured,
  judging: FindingOptions,
): DayVerdict {
  const findings = findingsOf(clauses, facts, judging);
  const verdict = verdictOf(judging.revision, findings);
  const countedTowards = towards.get(verdict.nextTier);
  const count = countedTowards && measureClause(countedTowards, facts, judging);
  const ofPeople = findings.filter(({ requirement }) => requirement.kind === people);
  return {
    tier: verdict.tier,
    rank: tierRank(verdict.tier),
    count: count === undefined ? undefined : Number(count),
    missingPeople: new Map(tiers.map((tier) => [tier, missingPeople(ofPeople, tier)])),
    thresholdsOf,
  };
}

/** Of several clauses the one that misses most. */
function missingPeople(ofPeople: readonly TierFinding[], tier: Tier): number | undefined {
  const findings = ofPeople.filter((found) => found.tier === tier).map(({ finding }) => finding);
  if (findings.some(({ outcome }) => outcome === "unknown")) return undefined;
  return Math.max(0, ...findings.map((finding) => ("gap" in finding ? Number(finding.gap) : 0)));
}

/** What a revision asks for in a market. */
interface StatedRules {
  readonly clauses: readonly StatedRequirement[];
  /** Dollars that some clause asks for, and those that the clauses of a tier ask for. */
  readonly thresholds: readonly Usd[];
  readonly thresholdsOf: ReadonlyMap<Tier, readonly Usd[]>;
  /** By the next tier, the clause that a report counts people towards: its own, or the highest tier's (S12). */
  readonly towards: ReadonlyMap<Tier | undefined, StatedRequirement | undefined>;
}

/** States the rules of a revision for one market. */
function stateRules(revision: Revision, market: Market, close: FindingOptions["close"]): StatedRules {
  const clauses = stateRequirements(revision, market, close);
  const ofPeople = clauses.filter(({ rule }) => rule.kind === people);
  const ofTier = (tier: Tier | undefined) => ofPeople.find((clause) => clause.tier === tier);
  const tiers = revision.tiers.map(({ tier }) => tier);
  const towards = new Map<Tier | undefined, StatedRequirement | undefined>(tiers.map((tier) => [tier, ofTier(tier)]));
  const dollars = clauses.filter(({ rule }) => rule.kind === consumption);
  const ofTiers = tiers.map(
    (tier) => [tier, dollars.filter((clause) => clause.tier === tier).map(thresholdOf)] as const,
  );
  return {
    clauses,
    thresholds: dollars.map(thresholdOf),
    thresholdsOf: new Map(ofTiers),
    towards: towards.set(undefined, ofTier(tiers.at(-1))),
  };
}

function thresholdOf({ requirement }: StatedRequirement): Usd {
  return requirement.threshold;
}
