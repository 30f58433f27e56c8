import { join } from "node:path";
import { printable } from "../domain/text.ts";
import type { RunOutcome } from "../jobs/run-outcome.ts";
import { comparedJson, movedSentence } from "../report/compared-with.ts";
import { figuresOf, figuresText } from "../report/summary-figures.ts";

/** Returns the text printed after a run: the figures, what to look at, and where the report is. */
export function outcomeText({ folder, isLatest, isPartial = false, files, report }: RunOutcome): string {
  const { warnings, comparedWith } = report;
  const [partners, tiers] = figuresText(report);
  const lines = [
    partners,
    `  ${tiers}`,
    ...(comparedWith === undefined ? [] : [`${movedSentence(report)}.`]),
    ...warnings.map(({ message, crossesLimit }) => `${crossesLimit ? "Limit crossed" : "Note"}: ${printable(message)}`),
    ...(isLatest ? [] : [isPartial ? pointsToWhole : pointsToLater]),
    "",
    ...files.map((file) => join(folder, file)),
  ];
  return `${lines.join("\n")}\n`;
}

const pointsToLater =
  "`latest` still points to the report of a later day; if that day was a mistake, delete its folder and run again.";
const pointsToWhole =
  "`latest` still points to the report of a later day, or to one with all its files; run without --no-workbook to move it.";

/** Returns the outcome of a run for programs. */
export function outcomeJson({ folder, isLatest, files, report }: RunOutcome): object {
  const { partners, gold, silver, none, closeToSilver, closeToGold, unknown } = figuresOf(report);
  return {
    as_of: report.asOf,
    folder,
    latest: isLatest,
    files: files.map((file) => join(folder, file)),
    partners: {
      total: partners,
      gold,
      silver,
      none,
      close_to_silver: closeToSilver,
      close_to_gold: closeToGold,
      unknown,
    },
    compared_with: comparedJson(report),
    warnings: report.warnings,
  };
}
