import type { Assessment } from "../domain/assessment.ts";
import type { PartnerConsumption } from "../domain/consumption.ts";
import type { Month } from "../domain/day.ts";
import type { Usd } from "../domain/money.ts";
import type { PeopleCount } from "../domain/person.ts";
import type { Measured } from "../domain/requirement.ts";
import { isTier, type Market } from "../domain/tier.ts";
import type { Window } from "../domain/window.ts";
import { measurePeople, people, peopleOnRoute } from "../requirements/people.ts";
import { requirementTowards } from "./people-rules.ts";
import { type FindingOptions, findingsOf, stateRequirements } from "./stated-requirement.ts";
import { isConsumptionKnown, isKnown, outcomeOf, type Verdict, verdictOf } from "./verdict.ts";

/** What was measured for one partner. */
export interface MeasuredPartner extends Measured {
  readonly partnerId: string;
  readonly partnerName: string;
  readonly country: string;
  readonly market: Market;
  /** `undefined` when no export has a row of this partner, which means zero if any export was read. */
  readonly consumption: PartnerConsumption | undefined;
  /** `undefined` when no person counts for this partner, which means zero if any transcript export was read. */
  readonly people: PeopleCount | undefined;
}

/** What every partner of a run is assessed with. */
export interface AssessmentOptions extends FindingOptions {
  readonly window: Window;
}

/**
 * Assesses one partner against every requirement of every tier (S9–S12).
 *
 * @param stated - the requirements for the partner's market
 */
export function assessPartner(
  partner: MeasuredPartner,
  options: AssessmentOptions,
  stated = stateRequirements(options.revision, partner.market, options.close),
): Assessment {
  const { partnerId, partnerName, country, market } = partner;
  const verdict = verdictOf(options.revision, findingsOf(stated, partner, options));
  const { findings, tier, nextTier } = verdict;
  const mixed = verdictOf(options.revision, findingsOf(stated, partner, { ...options, mixRoutes: true })).tier;
  return {
    partnerId,
    partnerName,
    country,
    market,
    ...dollarsOf(verdict, partner.consumption, options),
    rowsRejected: rejectedRows(partner),
    ...personsTowards(verdict, partner.people, options),
    tier,
    nextTier,
    nextTierFinding: nextTier && outcomeOf(findings, nextTier),
    findings,
    ...(mixed === tier || !isTier(mixed) ? {} : { tierIfRoutesMixed: mixed }),
  };
}

function rejectedRows({ rejected = {} }: MeasuredPartner): number {
  return (rejected.consumption?.rejected ?? 0) + (rejected.transcripts?.rejected ?? 0);
}

/** Returns the dollars that were counted, and whether they are the partner's consumption (section 7). */
function dollarsOf(
  verdict: Verdict,
  counted: PartnerConsumption | undefined,
  { consumptionRead, window }: AssessmentOptions,
): Pick<Assessment, "consumption" | "counted" | "months" | "monthsSeen"> {
  if (!consumptionRead) return { consumption: undefined, counted: undefined, months: new Map(), monthsSeen: 0 };
  const total = counted?.total ?? 0n;
  return {
    consumption: isConsumptionKnown(verdict) ? total : undefined,
    counted: total,
    months: monthsOf(counted, window),
    monthsSeen: counted?.monthsSeen ?? 0,
  };
}

/** Counts persons towards the next tier, or towards the highest one if it is held. */
function personsTowards(
  verdict: Verdict,
  count: PeopleCount | undefined,
  { revision, transcriptsRead, mixRoutes }: FindingOptions,
): Pick<Assessment, "assessmentPeople" | "examPeople" | "people"> {
  const clause = requirementTowards(revision, verdict.nextTier);
  if (clause === undefined || !transcriptsRead || !isKnown(verdict, people)) {
    return { assessmentPeople: undefined, examPeople: undefined, people: undefined };
  }
  return {
    assessmentPeople: peopleOnRoute(clause, count, "assessments"),
    examPeople: peopleOnRoute(clause, count, "exams"),
    people: measurePeople(clause, count, mixRoutes),
  };
}

/** Returns the dollars of every month of the window, 0 for months without consumption. */
function monthsOf(consumption: PartnerConsumption | undefined, window: Window): ReadonlyMap<Month, Usd> {
  const months = new Map<Month, Usd>();
  for (const month of window.months) months.set(month, consumption?.months.get(month) ?? 0n);
  return months;
}
