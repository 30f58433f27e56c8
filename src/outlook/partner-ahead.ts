import type { Assessment } from "../domain/assessment.ts";
import type { Month } from "../domain/day.ts";
import { type FurtherMeasured, furtherOf } from "../domain/further.ts";
import type { Usd } from "../domain/money.ts";
import type { PeopleCount } from "../domain/person.ts";
import type { Quantity } from "../domain/requirement.ts";
import type { Revision } from "../domain/rules.ts";
import type { DayVerdicts } from "./day-verdict.ts";
import type { FutureDay } from "./future-days.ts";
import type { WindowAhead } from "./needed-per-month.ts";
import type { KnownConsumption, MonthsOfPartner, OutlookOptions, PlannedRow } from "./outlook-options.ts";
import {
  knownAmounts,
  type MonthlyAmounts,
  plannedAmounts,
  sumIn,
  type Timeline,
  type WindowSpan,
} from "./partner-timeline.ts";
import type { PeopleCounts } from "./people-ahead.ts";

/** What is the same for every partner, and how to ask for what is not. */
export interface PartnersAhead {
  readonly options: OutlookOptions;
  readonly timeline: Timeline;
  readonly days: readonly DayAhead[];
  readonly known: KnownConsumption;
  readonly planned: readonly PlannedRow[];
  readonly further: FurtherMeasured;
  /** Whose mean is the run rate. */
  readonly rateMonths: readonly Month[];
}

/** One day to come, and what decides about all partners on it. */
export interface DayAhead extends FutureDay {
  readonly span: WindowSpan;
  /** Who counts. */
  readonly people: PeopleCounts;
  /** `undefined` when no rules are in force. */
  readonly verdicts: DayVerdicts | undefined;
  /** The revision by whose rows consumption counts: of those with the same rows always the same one. */
  readonly countedBy: Revision;
}

/** One partner ahead of anything that is projected. */
export interface PartnerAhead {
  readonly partner: Assessment;
  /** What counts now: that is what an open month is filled up from. */
  readonly present: MonthlyAmounts;
  /** What else is measured, by measure: taken to stay as it is. */
  readonly further: ReadonlyMap<string, Quantity>;
  /** In the order of the days to come. */
  readonly days: readonly PartnerDay[];
}

/** One day to come of one partner, before anything is projected. */
export interface PartnerDay {
  readonly day: DayAhead;
  /** What counts on it. */
  readonly known: MonthsOfPartner;
  /** The sum of that in its window, and the same with what is planned. */
  readonly counted: Usd;
  readonly usd: Usd;
  readonly people: PeopleCount | undefined;
}

/** Builds everything known about a partner on future days. */
export function partnerAhead(partner: Assessment, all: PartnersAhead): PartnerAhead {
  const { partnerId } = partner;
  const present = amountsBy(all.options.revision, partnerId, all);
  const own = all.planned.filter((row) => row.partnerId === partnerId);
  const planned = own.length === 0 ? undefined : plannedAmounts(all.timeline, own);
  const days: PartnerDay[] = [];
  let current = present;
  for (const day of all.days) {
    if (current.revision !== day.countedBy) current = amountsBy(day.countedBy, partnerId, all);
    const counted = sumIn(current.amounts, day.span);
    const usd = planned === undefined ? counted : counted + sumIn(planned, day.span);
    days.push({ day, known: current.known, counted, usd, people: day.people.get(partnerId) });
  }
  return { partner, present: present.amounts, further: furtherOf(all.further, partnerId), days };
}

/** What counts for a partner by the rows of a revision. */
interface AmountsBy {
  readonly revision: Revision;
  readonly known: MonthsOfPartner;
  readonly amounts: MonthlyAmounts;
}

function amountsBy(revision: Revision, partnerId: string, { known, timeline }: PartnersAhead): AmountsBy {
  const months = known.of(partnerId, revision);
  return { revision, known: months, amounts: knownAmounts(timeline, months) };
}

/** The window of one of a partner's days, before anything is projected. */
export function windowAhead({ day, usd }: PartnerDay, present: MonthlyAmounts): WindowAhead {
  const { open, begun, future } = day.span;
  return { fixed: usd - sumIn(present, open), begun: present.amounts.slice(begun.start, begun.end), future };
}
