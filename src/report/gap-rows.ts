import type { Assessment, TierFinding } from "../domain/assessment.ts";
import type { RunReport } from "../domain/report.ts";
import { type PeopleRule, type RequirementRule, type Tier, tiers } from "../domain/rules.ts";
import { compareCodePoints } from "../domain/text.ts";
import { amountMissing } from "./gap-sentence.ts";
import { gapOf } from "./next-tier-gap.ts";

/** One unmet requirement of a tier above the one a partner holds. */
export interface GapRow extends TierFinding {
  readonly partnerId: string;
  readonly partnerName: string;
  readonly whatToDo: string;
}

/**
 * All gaps of all partners, sorted by partner and tier (by code point), then in the rule's order.
 *
 * @param mixRoutes - persons of different routes add up (S10), so the advice must not say that they do not
 */
export function gapRows({ assessments, revision }: RunReport, mixRoutes: boolean): readonly GapRow[] {
  const rules = new Map(
    revision.tiers.flatMap(({ tier, requirements }) => requirements.map((rule) => [ruleKey(tier, rule.id), rule])),
  );
  return assessments.flatMap((assessment) =>
    unmetAbove(assessment).map((unmet) => ({
      ...unmet,
      partnerId: assessment.partnerId,
      partnerName: assessment.partnerName,
      whatToDo: whatToDo(unmet, rules.get(ruleKey(unmet.tier, unmet.requirement.id)), mixRoutes),
    })),
  );
}

function ruleKey(tier: Tier, requirementId: string): string {
  return `${tier} ${requirementId}`;
}

function unmetAbove({ findings, tier: held }: Assessment): readonly TierFinding[] {
  const heldRank = held === "none" ? -1 : tiers.indexOf(held);
  return findings
    .filter(({ tier, finding }) => tiers.indexOf(tier) > heldRank && finding.outcome !== "met")
    .sort((a, b) => compareCodePoints(a.tier, b.tier));
}

function whatToDo(
  { requirement, finding }: TierFinding,
  rule: RequirementRule | undefined,
  mixRoutes: boolean,
): string {
  const gap = gapOf(finding);
  if (gap === undefined) return howToJudge[requirement.unit];
  const missing = amountMissing(requirement.unit, gap);
  if (rule?.measure === "people") return `Have ${missing} pass ${routesInWords(rule, mixRoutes)}.`;
  if (rule?.measure === "consumption") {
    return `Add ${missing} credited to the partner as ${rule.accepts.join(", ")} within the window.`;
  }
  return `Add ${missing}.`;
}

const howToJudge: Readonly<Record<TierFinding["requirement"]["unit"], string>> = {
  usd: "Put the consumption exports into the input folder and run again: no consumption was read.",
  people: "Put the transcript exports into the input folder and run again: no transcripts were read.",
};

function routesInWords({ routes }: PeopleRule, mixRoutes: boolean): string {
  const words = routes.map(({ id }) => `one of the ${id}`).join(" or ");
  return routes.length < 2 || mixRoutes ? words : `${words}; people on different lists do not add up`;
}
