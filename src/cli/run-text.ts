import { join } from "node:path";
import type { Assessment } from "../domain/assessment.ts";
import type { RunOutcome } from "../run.ts";

/** What a person at a terminal reads after a run: the figures, what to look at, and where the report is. */
export function runText({ folder, isLatest, files, report }: RunOutcome): string {
  const { assessments, warnings, window } = report;
  const count = (test: (assessment: Assessment) => boolean) => assessments.filter(test).length;
  const close = count(({ nextTierFinding }) => nextTierFinding === "close");
  const lines = [
    `As of ${report.asOf}, window ${window.start} up to and without ${window.end}: ${assessments.length} ${assessments.length === 1 ? "partner" : "partners"},`,
    `  ${count(({ tier }) => tier === "gold")} gold, ${count(({ tier }) => tier === "silver")} silver, ${count(({ tier }) => tier === "none")} without a tier; ${close} close to the next tier.`,
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
