import type { Config } from "../config/load-config.ts";
import type { Format } from "../domain/format.ts";

/** What the rule set and the formats of this run's files assume. */
export function assumptionsOf(config: Config, files: readonly { readonly format: Format }[]): string[] {
  const used = config.formats.filter((format) => files.some((file) => file.format.id === format.id));
  const exclusions = used.flatMap((format) =>
    format.kind === "consumption" ? format.exclude.map(({ why }) => `${format.title}: ${why}`) : [],
  );
  return [...config.ruleSet.assumptions.map(({ text }) => text), ...new Set(exclusions)];
}
