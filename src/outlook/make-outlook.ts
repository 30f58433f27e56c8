import type { Assessment } from "../domain/assessment.ts";
import type { Outlook } from "../domain/outlook.ts";
import { futureDays } from "./future-days.ts";
import { knownConsumption } from "./known-consumption.ts";
import type { OutlookBasis, OutlookFacts } from "./outlook-basis.ts";
import { partnerOutlook } from "./partner-outlook.ts";
import { timelineOf } from "./partner-timeline.ts";
import { peopleAhead } from "./people-ahead.ts";
import { statedRules } from "./stated-rules.ts";

/**
 * Looks twelve month-ends ahead: what the job itself would say on each of them if it read the rows known on the as-of day, and
 * the rows that are projected.
 *
 * @param assessments - the present verdicts
 */
export function makeOutlook(assessments: readonly Assessment[], facts: OutlookFacts, basis: OutlookBasis): Outlook {
  const { asOf, ruleSet, revision, windowSettings } = basis;
  const days = futureDays(asOf, ruleSet, windowSettings);
  const all = {
    basis,
    days,
    timeline: timelineOf(days, basis),
    known: knownConsumption(facts, revision, ruleSet.revisions),
    stated: statedRules(basis),
    people: peopleAhead({ asOf, revision, judged: facts.judged, counts: facts.people }, days),
  };
  return {
    monthEnds: days.map(({ day }) => day),
    withoutRules: days.filter((future) => future.revision === undefined).map(({ day }) => day),
    partners: assessments.map((partner) => partnerOutlook(partner, all)),
  };
}
