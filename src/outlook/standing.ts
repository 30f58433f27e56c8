import type { TierFinding } from "../domain/assessment.ts";
import type { Usd } from "../domain/money.ts";
import type { PeopleCount } from "../domain/person.ts";
import { type Market, type Revision, type Tier, tiers } from "../domain/rules.ts";
import { verdictOf } from "../qualify/assess-partner.ts";
import { findingOf, type JudgingBasis, measureClause } from "../qualify/stated-requirement.ts";
import { type StatedRules, stateRules } from "./stated-rules.ts";

/** What the rules make of a day, but for its dollars. */
export interface Standing {
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

/** The standing of persons and dollars under the rules of a day; `undefined` for what is unknown. */
export type StandingOf = (people: PeopleCount | undefined, usd: Usd | undefined) => Standing;

/** By the market that a partner is in. */
export type Standings = Readonly<Record<Market, StandingOf>>;

/** How partners stand under a revision, judged by the rules that judge the present (S9–S12). */
export function standingsUnder(revision: Revision, basis: JudgingBasis): Standings {
  const judging = { ...basis, revision };
  return { developed: standingsIn("developed", judging), emerging: standingsIn("emerging", judging) };
}

/** Days of all partners that reach the same thresholds with the same persons share a standing: a run has few. */
function standingsIn(market: Market, judging: JudgingBasis): StandingOf {
  const rules = stateRules(judging.revision, market, judging.close);
  const known = new Map<PeopleCount | undefined, Standing[]>();
  return (people, usd) => {
    const reached = usd === undefined ? 0 : 1 + countReached(rules.thresholds, usd);
    const ofPeople = known.get(people) ?? [];
    if (ofPeople.length === 0) known.set(people, ofPeople);
    const standing = ofPeople[reached] ?? standingOf(rules, { people, usd }, judging);
    ofPeople[reached] = standing;
    return standing;
  };
}

function countReached(thresholds: readonly Usd[], usd: Usd): number {
  let reached = 0;
  for (const threshold of thresholds) if (usd >= threshold) reached += 1;
  return reached;
}

function standingOf(
  { clauses, towards, thresholdsOf }: StatedRules,
  { people, usd }: { readonly people: PeopleCount | undefined; readonly usd: Usd | undefined },
  judging: JudgingBasis,
): Standing {
  const measured = { people, consumption: usd === undefined ? undefined : { total: usd } };
  const findings = clauses.map((clause) => findingOf(clause, measureClause(clause, measured, judging)));
  const verdict = verdictOf(judging.revision, findings);
  const countedTowards = towards.get(verdict.nextTier);
  const count = countedTowards && measureClause(countedTowards, measured, judging);
  const ofPeople = findings.filter(({ requirement }) => requirement.unit === "people");
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
