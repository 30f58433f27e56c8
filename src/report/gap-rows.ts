import type { Assessment, TierFinding } from "../domain/assessment.ts";
import type { RunReport } from "../domain/report.ts";
import type { RequirementRule } from "../domain/requirement.ts";
import type { Revision } from "../domain/rules.ts";
import { compareCodePoints } from "../domain/text.ts";
import { type Tier, tierRank } from "../domain/tier.ts";
import { toDoUnknown } from "../requirements/unknown.ts";
import { gapOf, rejectedOf } from "./next-tier-gap.ts";

/** One unmet requirement of a tier above the one a partner holds. */
export interface GapRow extends TierFinding {
  readonly partnerId: string;
  readonly partnerName: string;
  readonly whatToDo: string;
}

/**
 * Lists all gaps of all partners, sorted by partner and tier (by code point), then in the rule's order.
 *
 * @param mixRoutes - whether persons of different routes add up (S10); where they do, the advice must not deny it
 */
export function gapRows({ assessments, revision }: RunReport, mixRoutes: boolean): readonly GapRow[] {
  const rules = rulesByTier(revision);
  const rows: GapRow[] = [];
  for (const assessment of assessments) {
    const { partnerId, partnerName } = assessment;
    for (const unmet of unmetAbove(assessment)) {
      const { tier, requirement, finding } = unmet;
      rows.push({ tier, requirement, finding, partnerId, partnerName, whatToDo: whatToDo(unmet, rules, mixRoutes) });
    }
  }
  return rows;
}

function unmetAbove({ findings, tier: held }: Assessment): readonly TierFinding[] {
  return findings
    .filter(({ tier, finding }) => finding.outcome !== "met" && tierRank(tier) > tierRank(held))
    .sort((a, b) => compareCodePoints(a.tier, b.tier));
}

/** Rules that the findings are about, by tier and requirement id. */
type RulesByTier = ReadonlyMap<Tier, ReadonlyMap<string, RequirementRule>>;

function rulesByTier({ tiers: tierRules }: Revision): RulesByTier {
  return new Map(
    tierRules.map(({ tier, requirements }) => [tier, new Map(requirements.map((rule) => [rule.id, rule]))]),
  );
}

function whatToDo({ tier, requirement, finding }: TierFinding, rules: RulesByTier, mixRoutes: boolean): string {
  const { id, kind } = requirement;
  const gap = gapOf(finding);
  if (gap === undefined) return toDoUnknown(kind, rejectedOf(finding));
  const missing = kind.words.missing(gap);
  const rule = rules.get(tier)?.get(id);
  return rule === undefined ? `Add ${missing}.` : kind.words.toDo(rule, missing, { mixRoutes });
}
