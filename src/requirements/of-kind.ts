import type { RequirementKind, RequirementRule, TierClause } from "../domain/requirement.ts";
import type { Revision } from "../domain/rules.ts";

/** Whether a rule is of a kind, for those few who need what only that kind's rules say. */
export function isOfKind<Rule extends RequirementRule>(
  rule: RequirementRule,
  kind: RequirementKind<Rule>,
): rule is Rule {
  return rule.kind === kind;
}

/** The clauses of one kind in a revision, lowest tier first. */
export function clausesOf<Rule extends RequirementRule>(
  { tiers }: Revision,
  kind: RequirementKind<Rule>,
): TierClause<Rule>[] {
  return tiers.flatMap(({ tier, requirements }) =>
    requirements.flatMap((rule) => (isOfKind(rule, kind) ? [{ tier, rule }] : [])),
  );
}
