import { join } from "node:path";
import { movedSentence } from "../report/moved-sentence.ts";
import { figuresText } from "../report/summary-figures.ts";
import type { RunOutcome } from "../run.ts";

/** What a person at a terminal reads after a run: the figures, what to look at, and where the report is. */
export function runText({ folder, isLatest, files, report }: RunOutcome): string {
  const { warnings, comparedWith } = report;
  const [partners, tiers] = figuresText(report);
  const lines = [
    partners,
    `  ${tiers}`,
    ...(comparedWith === undefined ? [] : [`${movedSentence(report)}.`]),
    ...warnings.map(({ message, crossesLimit }) => `${crossesLimit ? "Limit crossed" : "Note"}: ${message}`),
    ...(isLatest
      ? []
      : [
          "`latest` still points to the report of a later day; if that day was a mistake, delete its folder and run again.",
        ]),
    "",
    ...files.map((file) => join(folder, file)),
  ];
  return `${lines.join("\n")}\n`;
}
