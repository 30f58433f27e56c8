import type { TierFinding } from "../domain/assessment.ts";
import type { Usd } from "../domain/money.ts";
import type { Measured } from "../domain/requirement.ts";
import type { Revision } from "../domain/rules.ts";
import { type Market, type Tier, type TierHeld, tierRank, tiers } from "../domain/tier.ts";
import {
  type FindingOptions,
  findingsOf,
  isTooMuch,
  measureClause,
  type StatedRequirement,
  stateRequirements,
} from "../qualify/stated-requirement.ts";
import { isConsumptionKnown, isKnown, verdictOf } from "../qualify/verdict.ts";
import { consumption } from "../requirements/consumption.ts";
import { people } from "../requirements/people.ts";

/** The outcome for a partner under the rules of one day, without the dollars measured. */
export interface DayVerdict {
  readonly tier: TierHeld;
  readonly rank: number;
  /** Whether the dollars measured are all, or suffice for the tier held (S11). */
  readonly consumptionKnown: boolean;
  /** Persons towards the next tier; `undefined` when unknown. */
  readonly count: number | undefined;
  /** Persons missing for each tier; `undefined` when unknown. */
  readonly missingPeople: ReadonlyMap<Tier, number | undefined>;
  /** Dollars that each tier requires. */
  readonly thresholdsOf: StatedRules["thresholdsOf"];
}

/** Returns the verdict on measured facts under the rules of a day. */
type DayVerdictOf = (facts: Measured) => DayVerdict;

/** Functions by the partner's market. */
export type DayVerdicts = Readonly<Record<Market, DayVerdictOf>>;

/** Creates the functions that assess partners under a revision, in the same way as for the present day (S9–S12). */
export function dayVerdictsUnder(revision: Revision, options: FindingOptions): DayVerdicts {
  const judging = { ...options, revision };
  return { developed: dayVerdictsIn("developed", judging), emerging: dayVerdictsIn("emerging", judging) };
}

/**
 * Creates a function that shares one verdict among all partners and days that reach the same thresholds with the same
 * persons and the same further measures. A run has few distinct verdicts, so an outlook takes an eighth of the time.
 */
function dayVerdictsIn(market: Market, judging: FindingOptions): DayVerdictOf {
  const rules = stateRules(judging.revision, market, judging.close);
  const known = new Map<Measured["people"], Map<Measured["further"], DayVerdict[]>>();
  return (facts) => {
    const dollars = facts.consumption === undefined ? 0 : 1 + countReached(rules.thresholds, facts.consumption.total);
    const reached = 4 * dollars + doubtsOf(facts, judging);
    const ofPeople = known.get(facts.people) ?? new Map<Measured["further"], DayVerdict[]>();
    known.set(facts.people, ofPeople);
    const alike = ofPeople.get(facts.further) ?? [];
    ofPeople.set(facts.further, alike);
    const standing = alike[reached] ?? dayVerdictOf(rules, facts, judging);
    alike[reached] = standing;
    return standing;
  };
}

/** Returns which measures too many rejected rows leave in doubt, as a number from 0 to 3. */
function doubtsOf({ rejected = {} }: Measured, judging: FindingOptions): number {
  return (isTooMuch(rejected.consumption, judging) ? 1 : 0) + (isTooMuch(rejected.transcripts, judging) ? 2 : 0);
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
  const count = isKnown(verdict, people) ? countedTowards && measureClause(countedTowards, facts, judging) : undefined;
  const ofPeople = findings.filter(({ requirement }) => requirement.kind === people);
  return {
    tier: verdict.tier,
    rank: tierRank(verdict.tier),
    consumptionKnown: isConsumptionKnown(verdict),
    count: count === undefined ? undefined : Number(count),
    missingPeople: new Map(tiers.map((tier) => [tier, missingPeople(ofPeople, tier)])),
    thresholdsOf,
  };
}

/** Returns the persons missing for a tier: the largest gap of its clauses. */
function missingPeople(ofPeople: readonly TierFinding[], tier: Tier): number | undefined {
  const findings = ofPeople.filter((found) => found.tier === tier).map(({ finding }) => finding);
  if (findings.some(({ outcome }) => outcome === "unknown")) return undefined;
  return Math.max(0, ...findings.map((finding) => ("gap" in finding ? Number(finding.gap) : 0)));
}

/** What a revision requires in a market. */
interface StatedRules {
  readonly clauses: readonly StatedRequirement[];
  /** Dollar thresholds of all clauses, and of the clauses of each tier. */
  readonly thresholds: readonly Usd[];
  readonly thresholdsOf: ReadonlyMap<Tier, readonly Usd[]>;
  /**
   * By next tier, the clause that a report counts people towards: the next tier's own, else the highest tier's (S12).
   */
  readonly towards: ReadonlyMap<Tier | undefined, StatedRequirement | undefined>;
}

/** Returns what a revision requires in one market. */
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
