import type { Assessment } from "../domain/assessment.ts";
import type { Outlook } from "../domain/outlook.ts";
import { dayVerdictsUnder } from "./day-verdict.ts";
import { futureDays } from "./future-days.ts";
import { knownConsumption } from "./known-consumption.ts";
import type { KnownToday, OutlookOptions } from "./outlook-options.ts";
import type { PartnersAhead } from "./partner-ahead.ts";
import { partnerOutlook } from "./partner-outlook.ts";
import { timelineOf, windowSpan } from "./partner-timeline.ts";
import { peopleAhead } from "./people-ahead.ts";
import { lastWholeMonths } from "./run-rate.ts";

/**
 * Looks twelve month-ends ahead: what a run on each of them would report if it read the rows known on the as-of day and
 * the projected rows.
 *
 * @param assessments - of the as-of day
 */
export function makeOutlook(assessments: readonly Assessment[], facts: KnownToday, options: OutlookOptions): Outlook {
  const all = partnersAhead(facts, options);
  return {
    monthEnds: all.days.map(({ day }) => day),
    withoutRules: all.days.filter(({ revision }) => revision === undefined).map(({ day }) => day),
    partners: assessments.map((partner) => partnerOutlook(partner, all)),
  };
}

/** Prepares what the outlook of every partner needs. */
export function partnersAhead(facts: KnownToday, options: OutlookOptions): PartnersAhead {
  const { asOf, ruleSet, revision, windowSettings, window, runRateMonths } = options;
  const days = futureDays(asOf, ruleSet, windowSettings);
  const timeline = timelineOf(days, options);
  const known = knownConsumption(facts, revision, ruleSet.revisions);
  const people = peopleAhead({ asOf, revision, assessed: facts.assessed, counts: facts.people }, days);
  const verdicts = new Map(ruleSet.revisions.map((one) => [one, dayVerdictsUnder(one, options)]));
  return {
    options: options,
    timeline,
    days: days.map((day, place) => ({
      ...day,
      span: windowSpan(day, timeline),
      people: people[place] ?? facts.people,
      verdicts: day.revision && verdicts.get(day.revision),
      countedBy: known.countedBy(day.revision ?? revision),
    })),
    known,
    planned: facts.planned ?? [],
    further: facts.further,
    rejected: facts.rejected,
    rateMonths: lastWholeMonths(window, runRateMonths),
  };
}
