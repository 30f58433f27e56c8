import type { Assessment } from "../domain/assessment.ts";
import type { RunReport } from "../domain/report.ts";

/** Numbers of partners by tier held, and by finding for the next tier. */
export interface Figures {
  readonly partners: number;
  readonly gold: number;
  readonly silver: number;
  readonly none: number;
  /** Partners of whom nobody can say whether they hold a tier. */
  readonly unknown: number;
  readonly closeToSilver: number;
  readonly closeToGold: number;
}

/** Counts the partners by tier held and by finding for the next tier. */
export function figuresOf({ assessments }: Pick<RunReport, "assessments">): Figures {
  const count = (is: (assessment: Assessment) => boolean) => assessments.filter(is).length;
  return {
    partners: assessments.length,
    gold: count(({ tier }) => tier === "gold"),
    silver: count(({ tier }) => tier === "silver"),
    none: count(({ tier }) => tier === "none"),
    unknown: count(({ tier }) => tier === "unknown"),
    closeToSilver: count(({ nextTier, nextTierFinding }) => nextTierFinding === "close" && nextTier === "silver"),
    closeToGold: count(({ nextTier, nextTierFinding }) => nextTierFinding === "close" && nextTier === "gold"),
  };
}

/** Prints the figures as two halves of a sentence, for a terminal or an e-mail. */
export function figuresText(report: Pick<RunReport, "asOf" | "assessments" | "window">): readonly [string, string] {
  const { asOf, window } = report;
  const { partners, gold, silver, none, unknown, closeToSilver, closeToGold } = figuresOf(report);
  return [
    `As of ${asOf}, window ${window.start} up to and without ${window.end}: ${partners} ${partners === 1 ? "partner" : "partners"},`,
    `${gold} gold, ${silver} silver, ${none} without a tier, ${unknown} unknown; ${closeToSilver + closeToGold} close to the next tier.`,
  ];
}
