import type { Finding, TierFinding } from "../domain/assessment.ts";
import type { RequirementKind } from "../domain/requirement.ts";
import type { Revision } from "../domain/rules.ts";
import { isTier, type Tier, type TierHeld } from "../domain/tier.ts";
import { consumption } from "../requirements/consumption.ts";

/** The tier that findings lead to. */
export interface Verdict {
  /** Lowest tier first, requirements in the order of the rules. */
  readonly findings: readonly TierFinding[];
  readonly tier: TierHeld;
  /** `undefined` when the highest tier is held. */
  readonly nextTier: Tier | undefined;
}

/**
 * Determines the tier that findings lead to.
 *
 * @param findings - lowest tier first, requirements in the order of the rules
 */
export function verdictOf(revision: Revision, findings: readonly TierFinding[]): Verdict {
  const tier = tierHeld(revision, findings);
  return { findings, tier, nextTier: tierAbove(revision, tier) };
}

/**
 * Returns the highest tier whose requirements are all met (S12). Without one it is unknown whether the lowest tier is
 * held, if all that is not met of it is unknown: whatever is surely not met settles that it is not.
 */
function tierHeld({ tiers }: Revision, findings: readonly TierFinding[]): TierHeld {
  const held = tiers.findLast(({ tier }) => outcomesOf(tier, findings).size === 0)?.tier;
  if (held !== undefined) return held;
  const lacking = outcomesOf(tiers[0]?.tier, findings);
  return lacking.has("close") || lacking.has("short") ? "none" : "unknown";
}

/** Returns the outcomes of what is not met of a tier. */
function outcomesOf(tier: Tier | undefined, findings: readonly TierFinding[]): ReadonlySet<Finding["outcome"]> {
  const outcomes = new Set<Finding["outcome"]>();
  for (const found of findings) {
    if (found.tier === tier && found.finding.outcome !== "met") outcomes.add(found.finding.outcome);
  }
  return outcomes;
}

function tierAbove({ tiers }: Revision, held: TierHeld): Tier | undefined {
  return tiers[tiers.findIndex(({ tier }) => tier === held) + 1]?.tier;
}

/**
 * Returns the worst outcome for the next tier. Unknown outranks short, which outranks close: a partner is close only
 * when nothing else is missing (S12).
 */
export function outcomeOf(findings: readonly TierFinding[], nextTier: Tier): "close" | "short" | "unknown" {
  let worst: "close" | "short" = "close";
  for (const { tier, finding } of findings) {
    if (tier !== nextTier) continue;
    if (finding.outcome === "unknown") return "unknown";
    if (finding.outcome === "short") worst = "short";
  }
  return worst;
}

/** Returns whether dollars can be said of a partner: those that count are all, or at least suffice for the tier held. */
export function isConsumptionKnown(verdict: Verdict): boolean {
  return isTier(verdict.tier) || isKnown(verdict, consumption);
}

/** Returns whether the next tier's requirements of a kind are known: nothing else is said of it where they are not. */
export function isKnown(
  { findings, nextTier }: Pick<Verdict, "findings" | "nextTier">,
  kind: RequirementKind,
): boolean {
  return !findings.some(
    ({ tier, requirement, finding }) => tier === nextTier && requirement.kind === kind && finding.outcome === "unknown",
  );
}
