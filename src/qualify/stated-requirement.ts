import type { Finding, Requirement, TierFinding } from "../domain/assessment.ts";
import type { Job } from "../domain/job.ts";
import { isMoreThanPercent } from "../domain/percent.ts";
import type { RejectedShare } from "../domain/rejected-share.ts";
import type { Measured, Quantity, RequirementRule, TierClause } from "../domain/requirement.ts";
import type { Revision } from "../domain/rules.ts";
import type { Market } from "../domain/tier.ts";

/** What findings depend on besides the measured facts. */
export interface FindingOptions {
  readonly revision: Revision;
  /** Whether at least one consumption export was read, even one without rows (S11). */
  readonly consumptionRead: boolean;
  /** Whether at least one transcript export was read, even one without rows (S11). */
  readonly transcriptsRead: boolean;
  readonly close: Job["close"];
  readonly mixRoutes: boolean;
  /** Percent of a partner's rows; where more are rejected, what is not met is unknown (S11). */
  readonly rejectedPercentPerPartner: number;
}

/** One clause of one tier, with the threshold for a market. */
export interface StatedRequirement extends TierClause {
  readonly requirement: Requirement;
}

/** Returns all requirements of a revision in one market, lowest tier first: the same for every partner there. */
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
 * Returns the requirement of one clause for a partner's market, with the smallest quantity that is close (S11).
 *
 * @param close - percent of a consumption threshold, and number of missing persons, from which a partner is close
 */
export function stateRequirement(rule: RequirementRule, market: Market, close: Job["close"]): Requirement {
  const { id, kind } = rule;
  return { id, kind, ...kind.state(rule, market, close) };
}

/** Returns the quantity of a partner that a clause is about; `undefined` if the exports it comes from were not read. */
export function measureClause(clause: TierClause, facts: Measured, options: FindingOptions): Quantity | undefined {
  const { kind } = clause.rule;
  const wasRead = kind.exports === "consumption" ? options.consumptionRead : options.transcriptsRead;
  return wasRead ? kind.measure(clause, facts, options) : undefined;
}

/** Compares a partner's measured quantities with what each clause requires. */
export function findingsOf(
  stated: readonly StatedRequirement[],
  facts: Measured,
  options: FindingOptions,
): readonly TierFinding[] {
  return stated.map((clause) => {
    const { tier, requirement } = clause;
    const found = assessRequirement(requirement, measureClause(clause, facts, options));
    const share = facts.rejected?.[requirement.kind.exports];
    return { tier, requirement, finding: isTooMuch(share, options) ? unlessMet(found, share) : found };
  });
}

/** Returns whether so many of a partner's rows were rejected that what remains of them settles nothing. */
export function isTooMuch(
  share: RejectedShare | undefined,
  { rejectedPercentPerPartner }: Pick<FindingOptions, "rejectedPercentPerPartner">,
): share is RejectedShare {
  return share !== undefined && isMoreThanPercent(share.rejected, rejectedPercentPerPartner, share.rows);
}

/** What is met without the rejected rows stays met (S11). */
function unlessMet(found: Finding, rejected: RejectedShare): Finding {
  return found.outcome === "met" ? found : { outcome: "unknown", rejected };
}

/**
 * Compares one measured quantity with one requirement (S9–S11).
 *
 * @param requirement - in force on the as-of day, for the partner's market
 * @param measured - total over the whole window, in the unit of its kind; `undefined` when no source covered it, which
 *   is not the same as zero. Negative totals (refunds) are allowed.
 * @returns "met" at or above the threshold, else what is missing, in the same unit
 *
 * @example
 * assessRequirement(silver, usd("14000"))
 * // => { outcome: "close", measured: usd("14000"), gap: usd("1000") }
 */
export function assessRequirement(requirement: Requirement, measured: Quantity | undefined): Finding {
  if (measured === undefined) return { outcome: "unknown", rejected: undefined };
  const { threshold, closeFrom } = requirement;
  if (measured >= threshold) return { outcome: "met", measured };

  const outcome = measured >= closeFrom ? "close" : "short";
  return { outcome, measured, gap: threshold - measured };
}
