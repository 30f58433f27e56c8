import type { Assessment } from "../domain/assessment.ts";
import type { Month } from "../domain/day.ts";
import { type FurtherMeasured, furtherOf } from "../domain/further.ts";
import type { Usd } from "../domain/money.ts";
import type { PeopleCount } from "../domain/person.ts";
import { type AllRejects, type PartnerRejects, rejectsOf } from "../domain/rejected-share.ts";
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

/** What all partners share in an outlook, and how to get what differs. */
export interface PartnersAhead {
  readonly options: OutlookOptions;
  readonly timeline: Timeline;
  readonly days: readonly DayAhead[];
  readonly known: KnownConsumption;
  readonly planned: readonly PlannedRow[];
  readonly further: FurtherMeasured;
  readonly rejected: AllRejects;
  /** Months whose mean is the run rate. */
  readonly rateMonths: readonly Month[];
}

/** One future day, with everything that applies to all partners on it. */
export interface DayAhead extends FutureDay {
  readonly span: WindowSpan;
  /** Persons who count, by partner. */
  readonly people: PeopleCounts;
  /** `undefined` when no rules are in force. */
  readonly verdicts: DayVerdicts | undefined;
  /** Revision that determines which rows count; one representative of all revisions with the same rows. */
  readonly countedBy: Revision;
}

/** One partner's future, before anything is projected. */
export interface PartnerAhead {
  readonly partner: Assessment;
  /** Amounts that count now; the starting point for filling up open months. */
  readonly present: MonthlyAmounts;
  /** Other measured quantities, by measure id; assumed not to change. */
  readonly further: ReadonlyMap<string, Quantity>;
  /** Shares of rejected rows; assumed not to change. */
  readonly rejected: PartnerRejects;
  /** In the order of the future days. */
  readonly days: readonly PartnerDay[];
}

/** One partner on one future day, before anything is projected. */
export interface PartnerDay {
  readonly day: DayAhead;
  /** What counts on that day. */
  readonly known: MonthsOfPartner;
  /** Dollars in the day's window: counted only, and including planned rows. */
  readonly counted: Usd;
  readonly usd: Usd;
  readonly people: PeopleCount | undefined;
}

/** Collects everything known about a partner on future days. */
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
  const further = furtherOf(all.further, partnerId);
  return { partner, present: present.amounts, further, rejected: rejectsOf(all.rejected, partnerId), days };
}

/** What counts for a partner under a revision. */
interface AmountsBy {
  readonly revision: Revision;
  readonly known: MonthsOfPartner;
  readonly amounts: MonthlyAmounts;
}

function amountsBy(revision: Revision, partnerId: string, { known, timeline }: PartnersAhead): AmountsBy {
  const months = known.of(partnerId, revision);
  return { revision, known: months, amounts: knownAmounts(timeline, months) };
}

/** Returns the window of one of a partner's days, before anything is projected. */
export function windowAhead({ day, usd }: PartnerDay, present: MonthlyAmounts): WindowAhead {
  const { open, begun, future } = day.span;
  return { fixed: usd - sumIn(present, open), begun: present.amounts.slice(begun.start, begun.end), future };
}
