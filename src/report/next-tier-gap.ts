import type { Assessment, Finding, TierFinding } from "../domain/assessment.ts";
import type { RejectedShare } from "../domain/rejected-share.ts";
import type { Quantity, RequirementKind } from "../domain/requirement.ts";

/** Returns what one finding lacks, in the unit of its requirement: `0n` when met, `undefined` when unknown. */
export function gapOf(finding: Finding): Quantity | undefined {
  switch (finding.outcome) {
    case "met":
      return 0n;
    case "close":
    case "short":
      return finding.gap;
    case "unknown":
      return undefined;
    default:
      return finding satisfies never;
  }
}

/** Returns the rejected rows that make a finding unknown; `undefined` if it is known, or no export was read. */
export function rejectedOf(finding: Finding): RejectedShare | undefined {
  return finding.outcome === "unknown" ? finding.rejected : undefined;
}

/** Returns the findings of the next tier that are not met, in the rule's order; empty for the highest tier. */
export function unmetOfNextTier({ findings, nextTier }: Assessment): readonly TierFinding[] {
  return findings.filter(({ tier, finding }) => tier === nextTier && finding.outcome !== "met");
}

/**
 * Returns what a partner lacks for its next tier in one kind of requirement (section 7): `0n` where that part is met
 * and for a partner that holds the highest tier, `undefined` where it is unknown.
 */
export function nextTierGap({ findings, nextTier }: Assessment, kind: RequirementKind): Quantity | undefined {
  let largest = 0n;
  for (const { tier, requirement, finding } of findings) {
    if (tier !== nextTier || requirement.kind !== kind) continue;
    const gap = gapOf(finding);
    if (gap === undefined) return undefined;
    largest = larger(largest, gap);
  }
  return largest;
}

/** Returns the larger of two exact integers; `Math.max` does not accept them. */
export function larger(a: bigint, b: bigint): bigint {
  if (a > b) return a;
  return b;
}
