import type { Format } from "../domain/format.ts";
import type { RuleSet } from "../domain/rules.ts";

/**
 * What the rule set and the formats of this run's files assume.
 *
 * @param formats - all that are known, in their order
 * @param files - the exports of the run
 */
export function assumptionsOf(
  ruleSet: RuleSet,
  formats: readonly Format[],
  files: readonly { readonly format: Format }[],
): string[] {
  const used = formats.filter((format) => files.some((file) => file.format.id === format.id));
  const exclusions = used.flatMap((format) =>
    format.kind === "consumption" ? format.exclude.map(({ why }) => `${format.title}: ${why}`) : [],
  );
  return [...ruleSet.assumptions.map(({ text }) => text), ...new Set(exclusions)];
}
