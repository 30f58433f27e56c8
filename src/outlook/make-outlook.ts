import type { Assessment } from "../domain/assessment.ts";
import type { Outlook } from "../domain/outlook.ts";
import { futureDays } from "./future-days.ts";
import { knownConsumption } from "./known-consumption.ts";
import type { OutlookBasis, OutlookFacts } from "./outlook-basis.ts";
import { type PartnersAhead, partnerOutlook } from "./partner-outlook.ts";
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
  const all = partnersAhead(facts, basis);
  return {
    monthEnds: all.days.map(({ day }) => day),
    withoutRules: all.days.filter(({ revision }) => revision === undefined).map(({ day }) => day),
    partners: assessments.map((partner) => partnerOutlook(partner, all)),
  };
}

/** Prepares what every partner's outlook needs. */
export function partnersAhead(facts: OutlookFacts, basis: OutlookBasis): PartnersAhead {
  const { asOf, ruleSet, revision, windowSettings } = basis;
  const days = futureDays(asOf, ruleSet, windowSettings);
  return {
    basis,
    days,
    timeline: timelineOf(days, basis),
    known: knownConsumption(facts, revision, ruleSet.revisions),
    planned: facts.planned ?? [],
    stated: statedRules(basis),
    people: peopleAhead({ asOf, revision, judged: facts.judged, counts: facts.people }, days),
  };
}
