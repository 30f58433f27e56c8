import { type AssociationKind, associationKinds } from "../domain/association.ts";
import type { Day } from "../domain/day.ts";
import type { Revision, RuleSet } from "../domain/rules.ts";
import { consumption } from "../requirements/consumption.ts";
import { clausesOf } from "../requirements/of-kind.ts";

/**
 * The kinds of association whose consumption counts under a revision (S6), in the order of all kinds. All tiers of a
 * revision accept the same ones; the buckets of S13 could not tell them apart otherwise.
 */
export function acceptedKinds(revision: Revision): readonly AssociationKind[] {
  const named = new Set(clausesOf(revision, consumption).flatMap(({ rule }) => rule.accepts));
  return associationKinds.filter((kind) => named.has(kind));
}

/** Kinds that revisions to come accept and the present one does not, or the other way round; each set once. */
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
