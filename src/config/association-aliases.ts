import { type AssociationKind, associationKinds } from "../domain/association.ts";
import { checkDocument, problemAt } from "./check-document.ts";
import type { Report } from "./config-file.ts";
import { choice, entries, object } from "./fields.ts";
import type { YamlDocument } from "./yaml-document.ts";

/** Association kinds by label, the label in the form that `kindOf` compares. */
export type AssociationAliases = ReadonlyMap<string, AssociationKind>;

/** What `associations.yaml` may hold: the labels that portals use, each with its kind (S5). */
export const associationsSchema = object({ labels: entries(choice(associationKinds)) });

/**
 * Finds the kind that a label of an export stands for (S5), ignoring case and all spaces.
 *
 * @returns `undefined` for a label that is not in the table
 *
 * @example
 * kindOf(aliases, "partner of  Record") // => "dpor"
 */
export function kindOfLabel(aliases: AssociationAliases, label: string): AssociationKind | undefined {
  return aliases.get(comparable(label));
}

/**
 * Checks `associations.yaml`. Each kind's own name is known without being listed.
 *
 * @returns `undefined` after reporting every problem, such as one label with two kinds
 */
export function readAssociationAliases(document: YamlDocument, report: Report): AssociationAliases | undefined {
  const checked = checkDocument(document, associationsSchema, report);
  if (checked === undefined) return undefined;

  const aliases = new Map<string, AssociationKind>(associationKinds.map((kind) => [comparable(kind), kind]));
  for (const [label, kind] of Object.entries(checked.labels)) {
    const other = aliases.get(comparable(label));
    if (other === undefined || other === kind) aliases.set(comparable(label), kind);
    else report(problemAt(document, ["labels", label], conflict(label, kind, other)));
  }
  return aliases;
}

function conflict(label: string, kind: AssociationKind, other: AssociationKind) {
  return {
    code: "contradicting-labels",
    found: `${label}: ${kind}, where the same label (ignoring case and spaces) is already ${other}`,
    expected: "one kind for each label",
    fix: `delete the line that is wrong, ${kind} or ${other}`,
  };
}

function comparable(label: string): string {
  return label.normalize("NFKC").replaceAll(/\s+/g, "").toLowerCase();
}
