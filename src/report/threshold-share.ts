import type { Assessment, TierFinding } from "../domain/assessment.ts";
import { tiers } from "../domain/tier.ts";
import { consumption } from "../requirements/consumption.ts";

/** 100 %, in ten-thousandths of a percent. */
export const wholeShare = 1_000_000n;
const tenthsInWhole = 1_000n;
const perTenth = wholeShare / tenthsInWhole;

/**
 * Returns how much of a threshold is reached, in ten-thousandths of a percent: 91.7 % is `917_000n`. Rounds down to a
 * tenth of a percent, so that a threshold not reached never prints as 100.0 %.
 *
 * @returns `undefined` where it is unknown; below zero where refunds exceed usage
 */
export function thresholdShare({ requirement, finding }: TierFinding): bigint | undefined {
  if (finding.outcome === "unknown") return undefined;
  return floorDivide(finding.measured * tenthsInWhole, requirement.threshold) * perTenth;
}

/** Returns the share of the next tier's consumption threshold that is reached; for the highest tier, of its own. */
export function consumptionShare(assessment: Assessment): bigint | undefined {
  const findings = soughtFindings(assessment).filter(({ requirement }) => requirement.kind === consumption);
  return smallest(findings.map(thresholdShare));
}

/**
 * Returns the share reached of the next tier's requirement that is furthest away; `undefined` for the highest tier and
 * where a requirement is unknown.
 */
export function furthestShare(assessment: Assessment): bigint | undefined {
  if (assessment.nextTier === undefined) return undefined;
  return smallest(soughtFindings(assessment).map(thresholdShare));
}

function soughtFindings({ findings, nextTier }: Assessment): readonly TierFinding[] {
  const sought = nextTier ?? tiers.at(-1);
  return findings.filter(({ tier }) => tier === sought);
}

function smallest(shares: readonly (bigint | undefined)[]): bigint | undefined {
  const [first, ...rest] = shares;
  return rest.reduce(
    (least, share) => (least === undefined || share === undefined ? undefined : share < least ? share : least),
    first,
  );
}

function floorDivide(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  return numerator % denominator < 0n ? quotient - 1n : quotient;
}
