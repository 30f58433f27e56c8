import type { Finding, Requirement, TierFinding } from "../domain/assessment.ts";
import type { Job } from "../domain/job.ts";
import type { Measured, Quantity, RequirementRule, TierClause } from "../domain/requirement.ts";
import type { Revision } from "../domain/rules.ts";
import type { Market } from "../domain/tier.ts";

/** The basis of a verdict. */
export interface FindingOptions {
  readonly revision: Revision;
  /** At least one consumption export was read, even if it has no rows (S11). */
  readonly consumptionRead: boolean;
  /** At least one transcript export was read, even if it has no rows (S11). */
  readonly transcriptsRead: boolean;
  readonly close: Job["close"];
  readonly mixRoutes: boolean;
}

/** One clause of one tier, with the threshold of a market. */
export interface StatedRequirement extends TierClause {
  readonly requirement: Requirement;
}

/** All clauses of a revision for one market, lowest tier first: the same for every partner there. */
export function stateRequirements(
  { tiers }: Revision,
  market: Market,
  close: Job["close"],
): readonly StatedRequirement[] {
  return tiers.flatMap(({ tier, requirements }) =>
    requirements.map((rule) => ({ tier, rule, requirement: stateRequirement(rule, market, close) })),
  );
}

/**
 * States one clause of the rules for a partner's market, with the smallest quantity that is close (S11).
 *
 * @param close - percent of a consumption threshold, and missing persons, from which a partner is close
 */
export function stateRequirement(rule: RequirementRule, market: Market, close: Job["close"]): Requirement {
  const { id, kind } = rule;
  return { id, kind, ...kind.state(rule, market, close) };
}

/** The quantity of a partner that a clause is about; `undefined` when the exports that say were not read. */
export function measureClause(clause: TierClause, facts: Measured, options: FindingOptions): Quantity | undefined {
  const { kind } = clause.rule;
  const wasRead = kind.exports === "consumption" ? options.consumptionRead : options.transcriptsRead;
  return wasRead ? kind.measure(clause, facts, options) : undefined;
}

/** Compares what was measured of a partner with what each clause asks for. */
export function findingsOf(
  stated: readonly StatedRequirement[],
  facts: Measured,
  options: FindingOptions,
): readonly TierFinding[] {
  return stated.map((clause) => {
    const { tier, requirement } = clause;
    return { tier, requirement, finding: assessRequirement(requirement, measureClause(clause, facts, options)) };
  });
}

/**
 * Compares one measured quantity with one requirement (S9–S11).
 *
 * @param requirement - in force on the as-of day, for the partner's market
 * @param measured - total over the whole window, in the unit of its kind; `undefined` when no source covered it, which is
 *   not the same as zero. Negative totals (refunds) are allowed.
 * @returns "met" at or above the threshold, else what is missing, in the same unit
 *
 * @example
 * assessRequirement(silver, usd("14000"))
 * // => { outcome: "close", measured: usd("14000"), gap: usd("1000") }
 */
export function assessRequirement(requirement: Requirement, measured: Quantity | undefined): Finding {
  if (measured === undefined) return { outcome: "unknown", reason: `no export covers ${requirement.id}` };
  const { threshold, closeFrom } = requirement;
  if (measured >= threshold) return { outcome: "met", measured };

  const outcome = measured >= closeFrom ? "close" : "short";
  return { outcome, measured, gap: threshold - measured };
}
