import type { Assessment, Quantity } from "../domain/assessment.ts";
import type { Day } from "../domain/day.ts";
import type { Usd } from "../domain/money.ts";
import type { OutlookPoint } from "../domain/outlook.ts";
import type { PeopleCount } from "../domain/person.ts";
import type { Market, Revision } from "../domain/rules.ts";
import { measureClause, type StatedRequirement, type Verdict, verdictOf } from "../qualify/assess-partner.ts";
import type { FutureDay } from "./future-days.ts";
import { marketAhead } from "./market-ahead.ts";
import type { WindowAhead } from "./needed-per-month.ts";
import type { MonthsOfPartner, OutlookBasis } from "./outlook-basis.ts";
import { knownAmounts, type MonthlyAmounts, type Span, sumIn, type Timeline, windowAhead } from "./partner-timeline.ts";
import type { PeopleCounts } from "./people-ahead.ts";
import type { Stated } from "./stated-rules.ts";

/** What is the same for every partner. */
export interface AllAhead {
  readonly basis: OutlookBasis;
  readonly days: readonly FutureDay[];
  readonly timeline: Timeline;
  /** Who counts on each of the days. */
  readonly people: readonly PeopleCounts[];
  readonly stated: Stated;
}

/** What is known of one partner, and what enters besides. */
export interface PartnerLine {
  readonly partner: Assessment;
  /** What counts in and after the present window, as a revision has it; the same answer for the same revision. */
  readonly known: (revision: Revision) => MonthsOfPartner;
  /** As the present revision has it. */
  readonly present: MonthlyAmounts;
  /** Enters whatever else does. */
  readonly planned: MonthlyAmounts;
  readonly enters: MonthlyAmounts;
}

/** One day to come of one partner. */
export interface JudgedDay {
  readonly day: Day;
  /** That day's window before anything enters; `undefined` when consumption is unknown. */
  readonly ahead: () => WindowAhead | undefined;
  /** `undefined` when no rules are in force. */
  readonly verdict: Verdict | undefined;
  readonly point: OutlookPoint;
}

/** Judges one partner on each day to come, by the rules that judge the present (S9–S12). */
export function judgedDays(line: PartnerLine, all: AllAhead): readonly JudgedDay[] {
  let before: Judged | undefined;
  return all.days.map((future, index): JudgedDay => {
    const { day, revision } = future;
    const span = all.timeline.spans[index] ?? { start: 0, end: 0 };
    const counted = countedOn(revision, line, all);
    const entering = sumIn(line.planned, span) + sumIn(line.enters, span);
    const usd = all.basis.consumptionRead ? sumIn(counted, span) + entering : undefined;
    const amounts = { counted, present: line.present, planned: line.planned };
    const ahead = () => (usd === undefined ? undefined : windowAhead(all.timeline, span, amounts));
    if (revision === undefined) {
      return { day, ahead, verdict: undefined, point: { usd, people: undefined, tier: undefined } };
    }
    const people = all.people[index]?.get(line.partner.partnerId);
    const facts = { usd, revision, people, market: marketOn(span, revision, { line, all, entering }) };
    // Most months of most partners are like the month before.
    if (before === undefined || !isSame(before.facts, facts)) before = judge(facts, all, before);
    return { day, ahead, verdict: before.verdict, point: before.point };
  });
}

/** Only another revision may count other rows. */
function countedOn(revision: Revision | undefined, { known, present }: PartnerLine, all: AllAhead): MonthlyAmounts {
  if (revision === undefined || known(revision) === known(all.basis.revision)) return present;
  return knownAmounts(all.timeline, known(revision));
}

function marketOn(
  span: Span,
  revision: Revision,
  { line, all, entering }: { readonly line: PartnerLine; readonly all: AllAhead; readonly entering: Usd },
): Market {
  return marketAhead({
    present: line.partner.market,
    market: all.basis.market,
    countries: () =>
      all.timeline.months
        .slice(span.start, span.end)
        .flatMap((month) => line.known(revision).customerCountriesIn(month)),
    enters: entering !== 0n,
  });
}

interface DayFacts {
  readonly usd: Usd | undefined;
  readonly people: PeopleCount | undefined;
  readonly revision: Revision;
  readonly market: Market;
}

interface Judged {
  readonly facts: DayFacts;
  /** Persons by the clause they are counted for; `undefined` when no export says. */
  readonly persons: ReadonlyMap<StatedRequirement | undefined, Quantity | undefined>;
  readonly verdict: Verdict;
  readonly point: OutlookPoint;
}

function isSame(a: DayFacts, b: DayFacts): boolean {
  return a.usd === b.usd && a.people === b.people && a.revision === b.revision && a.market === b.market;
}

function judge(facts: DayFacts, { basis, stated }: AllAhead, before: Judged | undefined): Judged {
  const { usd, people, revision, market } = facts;
  const rules = stated(revision, market);
  const measured = { market, people, consumption: usd === undefined ? undefined : { total: usd } };
  const judging = { ...basis, revision };
  const samePersons = before !== undefined && isSame(before.facts, { ...facts, usd: before.facts.usd });
  const persons = samePersons
    ? before.persons
    : new Map(rules.people.map((clause) => [clause, measureClause(clause, measured, judging)]));
  const verdict = verdictOf(revision, rules.clauses, (clause) =>
    clause.rule.measure === "people" ? persons.get(clause) : measureClause(clause, measured, judging),
  );
  const towards = persons.get(rules.towards.get(verdict.nextTier));
  const count = towards === undefined ? undefined : Number(towards);
  return { facts, persons, verdict, point: { usd, people: count, tier: verdict.tier } };
}
