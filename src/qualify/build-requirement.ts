import type { Quantity, Requirement } from "../domain/assessment.ts";
import type { Job } from "../domain/job.ts";
import type { Market, RequirementRule } from "../domain/rules.ts";

/** 100 percent in ten-thousandths of a percent. */
const wholeInTenThousandths = 1_000_000n;

/**
 * States one clause of the rules for a partner's market, with the smallest quantity that is close (S11).
 *
 * @param close - percent of a consumption threshold, and missing persons, from which a partner is close
 */
export function buildRequirement(rule: RequirementRule, market: Market, close: Job["close"]): Requirement {
  const { id, unit } = rule;
  if (rule.measure === "people") {
    const threshold = BigInt(rule.needed);
    return { id, unit, threshold, closeFrom: threshold - BigInt(close.withinPeople), quote: rule.quote };
  }
  const { usd: threshold, quote } = rule.threshold[market];
  return { id, unit, threshold, closeFrom: shareOf(threshold, close.fromPercentTenThousandths), quote };
}

/** The smallest quantity that is at least the share: rounded up, since one unit less would be below it. */
function shareOf(threshold: Quantity, tenThousandths: bigint): Quantity {
  return (threshold * tenThousandths + wholeInTenThousandths - 1n) / wholeInTenThousandths;
}
