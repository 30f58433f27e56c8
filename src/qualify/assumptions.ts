import type { Format } from "../domain/format.ts";
import type { RuleSet } from "../domain/rules.ts";

/**
 * Lists the assumptions of the rule set and of the formats used in this run.
 *
 * @param formats - all known formats, in their order
 * @param files - the exports of the run
 */
export function assumptionsOf(
  ruleSet: RuleSet,
  formats: readonly Format[],
  files: readonly { readonly format: Format }[],
): string[] {
  const used = formats.filter((format) => files.some((file) => file.format.id === format.id));
  const exclusions = used.flatMap((format) =>
    format.kind === "consumption"
      ? [...format.exclude.map(({ why }) => why), ...format.assumes].map((text) => `${format.title}: ${text}`)
      : [],
  );
  return [...ruleSet.assumptions.map(({ text }) => text), ...new Set(exclusions)];
}
