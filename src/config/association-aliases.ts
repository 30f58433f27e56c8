import { type AssociationKind, associationKinds } from "../domain/association.ts";
import { checkDocument, problemAt } from "./check-document.ts";
import type { Report } from "./config-file.ts";
import { choice, entries, object } from "./fields.ts";
import type { YamlDocument } from "./yaml-document.ts";

/** Association kinds by label. Labels are in the form that `kindOfLabel` compares. */
export type AssociationAliases = ReadonlyMap<string, AssociationKind>;

/** The schema of `associations.yaml`: the labels that portals use, each with its kind (S5). */
export const associationsSchema = object({ labels: entries(choice(associationKinds)) });

/**
 * Returns the association kind for a label in an export (S5), ignoring case and all spaces.
 *
 * @returns `undefined` for a label that is not in the table
 *
 * @example
 * kindOfLabel(aliases, "partner of  Record") // => "dpor"
 */
export function kindOfLabel(aliases: AssociationAliases, label: string): AssociationKind | undefined {
  return aliases.get(comparable(label));
}

/**
 * Checks `associations.yaml`. The name of a kind is always a label of that kind, without being listed.
 *
 * @returns `undefined` if the file does not match the schema; a label with two kinds is reported, and keeps the first
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
