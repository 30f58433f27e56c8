import type { Usd } from "../domain/money.ts";
import type { Revision } from "../domain/rules.ts";
import type { Market, Tier } from "../domain/tier.ts";
import { type JudgingBasis, type StatedRequirement, stateRequirements } from "../qualify/stated-requirement.ts";
import { consumption } from "../requirements/consumption.ts";
import { people } from "../requirements/people.ts";

/** What a revision asks for in a market. */
export interface StatedRules {
  readonly clauses: readonly StatedRequirement[];
  /** Dollars that some clause asks for, and those that the clauses of a tier ask for. */
  readonly thresholds: readonly Usd[];
  readonly thresholdsOf: ReadonlyMap<Tier, readonly Usd[]>;
  /** By the next tier, the clause that a report counts people towards: its own, or the highest tier's (S12). */
  readonly towards: ReadonlyMap<Tier | undefined, StatedRequirement | undefined>;
}

/** States the rules of a revision for one market. */
export function stateRules(revision: Revision, market: Market, close: JudgingBasis["close"]): StatedRules {
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
