import type { Assessment, TierFinding } from "../domain/assessment.ts";
import { compareCodePoints } from "../domain/text.ts";
import { gapOf, larger, unmetOfNextTier } from "./next-tier-gap.ts";

/** Share of the next tier's thresholds that a partner lacks, in ten-thousandths of a percent, rounded up. */
export interface MissingShare {
  /** Share of the requirement furthest from its threshold: 1 of 2 persons missing is `500_000n`. */
  readonly largest: bigint;
  /** Sum of the shares of all unmet requirements. */
  readonly sum: bigint;
}

const wholeInTenThousandths = 1_000_000n;

/**
 * Returns the share of the next tier's thresholds that is missing.
 *
 * @returns `undefined` for the highest tier, and where a requirement is unknown
 */
export function missingShare(assessment: Assessment): MissingShare | undefined {
  const shares = unmetOfNextTier(assessment).map(shareOf);
  if (shares.length === 0) return undefined;
  return shares.reduce<MissingShare | undefined>(
    (total, share) =>
      total === undefined || share === undefined
        ? undefined
        : { largest: larger(total.largest, share), sum: total.sum + share },
    { largest: 0n, sum: 0n },
  );
}

function shareOf({ requirement, finding }: TierFinding): bigint | undefined {
  const gap = gapOf(finding);
  if (gap === undefined) return undefined;
  return (gap * wholeInTenThousandths + requirement.threshold - 1n) / requirement.threshold;
}

/** A partner with the share it lacks. */
export interface Candidate {
  readonly assessment: Assessment;
  readonly missing: MissingShare;
}

/**
 * Lists the partners whose gaps are known: those that are close first, then by the share that is missing, smallest
 * first; ties by partner id.
 */
export function byMissingShare(assessments: readonly Assessment[]): readonly Candidate[] {
  const candidates = assessments.flatMap((assessment) => {
    const missing = missingShare(assessment);
    return missing === undefined ? [] : [{ assessment, missing }];
  });
  return candidates.sort(compareCandidates);
}

function compareCandidates(a: Candidate, b: Candidate): number {
  if (isClose(a) !== isClose(b)) return isClose(a) ? -1 : 1;
  if (a.missing.largest !== b.missing.largest) return a.missing.largest < b.missing.largest ? -1 : 1;
  if (a.missing.sum !== b.missing.sum) return a.missing.sum < b.missing.sum ? -1 : 1;
  return compareCodePoints(a.assessment.partnerId, b.assessment.partnerId);
}

function isClose({ assessment }: Candidate): boolean {
  return assessment.nextTierFinding === "close";
}
