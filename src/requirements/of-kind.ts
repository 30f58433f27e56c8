import type { RequirementKind, RequirementRule, TierClause } from "../domain/requirement.ts";
import type { Revision } from "../domain/rules.ts";

/** Returns whether a rule is of a kind, for the few callers that need fields which only that kind has. */
export function isOfKind<Rule extends RequirementRule>(
  rule: RequirementRule,
  kind: RequirementKind<Rule>,
): rule is Rule {
  return rule.kind === kind;
}

/** Returns the clauses of one kind in a revision, lowest tier first. */
export function clausesOf<Rule extends RequirementRule>(
  { tiers }: Revision,
  kind: RequirementKind<Rule>,
): TierClause<Rule>[] {
  return tiers.flatMap(({ tier, requirements }) =>
    requirements.flatMap((rule) => (isOfKind(rule, kind) ? [{ tier, rule }] : [])),
  );
}
