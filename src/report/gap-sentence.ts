import type { Assessment, Quantity, Unit } from "../domain/assessment.ts";
import { formatGapCents, withThousands } from "../domain/money.ts";
import { gapOf, unmetOfNextTier } from "./next-tier-gap.ts";

/**
 * Says what a partner lacks for its next tier; empty for a partner that holds the highest one.
 *
 * @example
 * gapSentence(partner) // => "needs US$1,240.55 more consumption and 1 more person for silver"
 */
export function gapSentence(assessment: Assessment): string {
  const known: string[] = [];
  const unknown: string[] = [];
  for (const { requirement, finding } of unmetOfNextTier(assessment)) {
    const gap = gapOf(finding);
    if (gap === undefined) unknown.push(`${sourceMissing[requirement.unit]} for ${assessment.nextTier}`);
    else known.push(amountMissing(requirement.unit, gap));
  }
  if (known.length === 0) return unknown.join("; ");
  return [`needs ${known.join(" and ")} for ${assessment.nextTier}`, ...unknown].join("; ");
}

const sourceMissing: Readonly<Record<Unit, string>> = {
  usd: "needs consumption exports to be read to judge the consumption requirement",
  people: "needs transcripts to be read to judge the people requirement",
};

/** Words one gap: `US$1,240.55 more consumption`, `1 more person`. */
export function amountMissing(unit: Unit, gap: Quantity): string {
  if (unit === "usd") return `US$${withThousands(formatGapCents(gap))} more consumption`;
  return `${gap} more ${gap === 1n ? "person" : "people"}`;
}
