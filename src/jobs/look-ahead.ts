import type { Config } from "../config/load-config.ts";
import type { Assessment } from "../domain/assessment.ts";
import type { Day } from "../domain/day.ts";
import type { Outlook } from "../domain/outlook.ts";
import type { MeasuredConsumption } from "../measure/measure.ts";
import { makeOutlook } from "../outlook/make-outlook.ts";
import { outlookAssumptions } from "../outlook/outlook-assumptions.ts";
import type { KnownToday, OutlookOptions } from "../outlook/outlook-options.ts";
import type { MarketOptions } from "../qualify/assess-all.ts";
import type { AssessmentOptions } from "../qualify/assess-partner.ts";
import type { assessTranscripts } from "../qualify/assess-transcripts.ts";

/** Basis of the outlook: enough to answer what-if questions. */
export interface Ahead {
  readonly options: OutlookOptions;
  readonly facts: KnownToday;
}

/** What a run has measured and judged so far. */
export interface Present {
  readonly config: Config;
  readonly asOf: Day;
  readonly options: AssessmentOptions;
  readonly market: MarketOptions;
  readonly measured: MeasuredConsumption;
  readonly people: Pick<ReturnType<typeof assessTranscripts>, "assessed" | "counts" | "rejected">;
}

/** Makes the outlook from what a run has measured and judged. */
export function lookAhead(
  assessments: readonly Assessment[],
  present: Present,
): { readonly ahead: Ahead; readonly outlook: Outlook; readonly assumptions: readonly string[] } {
  const { config, asOf, market, measured, people } = present;
  const { runRateMonths, window: windowSettings } = config.job;
  const options = { ...present.options, asOf, ruleSet: config.ruleSet, windowSettings, runRateMonths, market };
  const facts = {
    consumption: measured.partners,
    afterWindow: measured.afterWindow,
    otherwiseAccepted: measured.otherwiseAccepted,
    assessed: people.assessed,
    people: people.counts,
    further: measured.further,
    rejected: { consumption: measured.rejected, transcripts: people.rejected },
  };
  const outlook = makeOutlook(assessments, facts, options);
  return { ahead: { options, facts }, outlook, assumptions: outlookAssumptions(outlook, options) };
}
