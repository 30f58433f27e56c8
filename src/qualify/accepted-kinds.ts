import { type AssociationKind, associationKinds } from "../domain/association.ts";
import type { Revision } from "../domain/rules.ts";

/**
 * The kinds of association whose consumption counts under a revision (S6), in the order of all kinds. All tiers of a
 * revision accept the same ones; the buckets of S13 could not tell them apart otherwise.
 */
export function acceptedKinds({ tiers }: Revision): readonly AssociationKind[] {
  const rules = tiers.flatMap(({ requirements }) => requirements).filter((rule) => rule.measure === "consumption");
  const named = new Set(rules.flatMap(({ accepts }) => accepts));
  return associationKinds.filter((kind) => named.has(kind));
}
