import { type AssociationKind, associationKinds } from "../domain/association.ts";
import type { Day } from "../domain/day.ts";
import type { Revision, RuleSet } from "../domain/rules.ts";
import { consumption } from "../requirements/consumption.ts";
import { clausesOf } from "../requirements/of-kind.ts";

/**
 * Returns the kinds of association whose consumption counts under a revision (S6), in the order of `associationKinds`.
 * All tiers of a revision accept the same kinds, because a row is in only one bucket (S13).
 */
export function acceptedKinds(revision: Revision): readonly AssociationKind[] {
  const named = new Set(clausesOf(revision, consumption).flatMap(({ rule }) => rule.accepts));
  return associationKinds.filter((kind) => named.has(kind));
}

/** Returns the sets of kinds accepted by future revisions that differ from the present set; each set only once. */
export function otherKindsAhead(
  { revisions }: RuleSet,
  present: Revision,
  asOf: Day,
): readonly (readonly AssociationKind[])[] {
  const own = acceptedKinds(present).join(" ");
  const coming = revisions.filter(({ from }) => from !== undefined && from > asOf).map(acceptedKinds);
  const sets = new Map(coming.map((kinds) => [kinds.join(" "), kinds]));
  sets.delete(own);
  return [...sets.values()];
}
