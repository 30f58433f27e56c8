import type { Assessment, TierFinding } from "../domain/assessment.ts";
import type { RunReport } from "../domain/report.ts";
import { type PeopleRule, type RequirementRule, type Revision, type Tier, tiers } from "../domain/rules.ts";
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
  const rules = adviceByRule(revision, mixRoutes);
  const rows: GapRow[] = [];
  for (const assessment of assessments) {
    const { partnerId, partnerName } = assessment;
    for (const unmet of unmetAbove(assessment)) {
      const { tier, requirement, finding } = unmet;
      rows.push({ tier, requirement, finding, partnerId, partnerName, whatToDo: whatToDo(unmet, rules) });
    }
  }
  return rows;
}

function unmetAbove({ findings, tier: held }: Assessment): readonly TierFinding[] {
  const heldRank = held === "none" ? -1 : tiers.indexOf(held);
  return findings
    .filter(({ tier, finding }) => finding.outcome !== "met" && tiers.indexOf(tier) > heldRank)
    .sort((a, b) => compareCodePoints(a.tier, b.tier));
}

/** What is said around the amount that is missing for a requirement: the same for every partner. */
interface Advice {
  readonly before: string;
  readonly after: string;
}

type AdviceByRule = ReadonlyMap<Tier, ReadonlyMap<string, Advice>>;

function adviceByRule({ tiers: tierRules }: Revision, mixRoutes: boolean): AdviceByRule {
  return new Map(
    tierRules.map(({ tier, requirements }) => [
      tier,
      new Map(requirements.map((rule) => [rule.id, adviceOf(rule, mixRoutes)])),
    ]),
  );
}

function adviceOf(rule: RequirementRule, mixRoutes: boolean): Advice {
  if (rule.measure === "people") return { before: "Have", after: ` pass ${routesInWords(rule, mixRoutes)}.` };
  return { before: "Add", after: ` credited to the partner as ${rule.accepts.join(", ")} within the window.` };
}

function whatToDo({ tier, requirement, finding }: TierFinding, rules: AdviceByRule): string {
  const gap = gapOf(finding);
  if (gap === undefined) return howToJudge[requirement.unit];
  const { before, after } = rules.get(tier)?.get(requirement.id) ?? { before: "Add", after: "." };
  return `${before} ${amountMissing(requirement.unit, gap)}${after}`;
}

const howToJudge: Readonly<Record<TierFinding["requirement"]["unit"], string>> = {
  usd: "Put the consumption exports into the input folder and run again: no consumption was read.",
  people: "Put the transcript exports into the input folder and run again: no transcripts were read.",
};

function routesInWords({ routes }: PeopleRule, mixRoutes: boolean): string {
  const words = routes.map(({ id }) => `one of the ${id}`).join(" or ");
  return routes.length < 2 || mixRoutes ? words : `${words}; people on different lists do not add up`;
}
