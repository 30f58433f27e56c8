import type { Assessment } from "../domain/assessment.ts";
import { needsToBeKnown } from "../requirements/unknown.ts";
import { gapOf, rejectedOf, unmetOfNextTier } from "./next-tier-gap.ts";

/**
 * Describes what a partner lacks for its next tier; empty for a partner that holds the highest one.
 *
 * @example
 * gapSentence(partner) // => "needs US$1,240.55 more consumption and 1 more person for silver"
 */
export function gapSentence(assessment: Assessment): string {
  const known: string[] = [];
  const unknown: string[] = [];
  for (const { requirement, finding } of unmetOfNextTier(assessment)) {
    const { kind } = requirement;
    const gap = gapOf(finding);
    if (gap !== undefined) known.push(kind.words.missing(gap));
    else unknown.push(`${needsToBeKnown(kind, rejectedOf(finding))} for ${assessment.nextTier}`);
  }
  if (known.length === 0) return unknown.join("; ");
  return [`needs ${known.join(" and ")} for ${assessment.nextTier}`, ...unknown].join("; ");
}
