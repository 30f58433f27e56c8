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
  const unmet = unmetOfNextTier(assessment);
  const known = unmet.flatMap(({ requirement, finding }) => {
    const gap = gapOf(finding);
    return gap === undefined ? [] : [amountMissing(requirement.unit, gap)];
  });
  const unknown = unmet
    .filter(({ finding }) => finding.outcome === "unknown")
    .map(({ requirement }) => sourceMissing[requirement.unit]);
  const parts = [...(known.length === 0 ? [] : [`needs ${known.join(" and ")}`]), ...unknown];
  return parts.map((part) => `${part} for ${assessment.nextTier}`).join("; ");
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
