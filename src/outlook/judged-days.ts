import type { Assessment, Quantity, TierFinding } from "../domain/assessment.ts";
import type { Day } from "../domain/day.ts";
import type { Usd } from "../domain/money.ts";
import type { OutlookPoint } from "../domain/outlook.ts";
import type { PeopleCount } from "../domain/person.ts";
import type { Market, Revision, Tier } from "../domain/rules.ts";
import { measureClause, type StatedRequirement, verdictOf } from "../qualify/assess-partner.ts";
import type { FutureDay } from "./future-days.ts";
import { marketAhead } from "./market-ahead.ts";
import type { WindowAhead } from "./needed-per-month.ts";
import type { MonthsOfPartner, OutlookBasis } from "./outlook-basis.ts";
import { knownAmounts, type MonthlyAmounts, type Span, sumIn, type Timeline, windowAhead } from "./partner-timeline.ts";
import type { PeopleCounts } from "./people-ahead.ts";
import type { Stated, StatedRules } from "./stated-rules.ts";

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
  readonly standing: Standing | undefined;
  readonly point: OutlookPoint;
}

/** What the rules make of a day, but for its dollars: days that reach the same thresholds with the same persons share it. */
export interface Standing {
  readonly rules: StatedRules;
  readonly people: readonly TierFinding[];
  readonly tier: Tier | "none";
  /** Persons towards the next tier; `undefined` when unknown. */
  readonly count: number | undefined;
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
      return { day, ahead, standing: undefined, point: { usd, people: undefined, tier: undefined } };
    }
    const people = all.people[index]?.get(line.partner.partnerId);
    const market = marketOn(span, revision, { line, all, entering });
    before = judge({ usd, people, revision, market }, all, before);
    return { day, ahead, standing: before.standing, point: before.point };
  });
}

/** Only another revision may count other rows. */
function countedOn(revision: Revision | undefined, { known, present }: PartnerLine, all: AllAhead): MonthlyAmounts {
  const own = all.basis.revision;
  if (revision === undefined || revision === own || known(revision) === known(own)) return present;
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
  /** How many of the dollar thresholds are reached; -1 when consumption is unknown. */
  readonly reached: number;
  readonly standing: Standing;
  readonly point: OutlookPoint;
}

/** Most days of most partners are like the day before. */
function judge(facts: DayFacts, all: AllAhead, before: Judged | undefined): Judged {
  const { usd, revision, market } = facts;
  const rules =
    before !== undefined && isSameBasis(before.facts, facts) ? before.standing.rules : all.stated(revision, market);
  const reached = usd === undefined ? -1 : countReached(rules.thresholds, usd);
  const isSame = before !== undefined && before.reached === reached && isSameBasis(before.facts, facts);
  if (isSame && before.facts.usd === usd) return before;
  const standing = isSame ? before.standing : standingOf(facts, rules, all);
  return { facts, reached, standing, point: { usd, people: standing.count, tier: standing.tier } };
}

function isSameBasis(a: DayFacts, b: DayFacts): boolean {
  return a.people === b.people && a.revision === b.revision && a.market === b.market;
}

function countReached(thresholds: readonly Usd[], usd: Usd): number {
  let reached = 0;
  for (const threshold of thresholds) if (usd >= threshold) reached += 1;
  return reached;
}

function standingOf({ usd, people, revision, market }: DayFacts, rules: StatedRules, { basis }: AllAhead): Standing {
  const measured = { market, people, consumption: usd === undefined ? undefined : { total: usd } };
  const judging = { ...basis, revision };
  const quantities = new Map<StatedRequirement, Quantity | undefined>();
  const verdict = verdictOf(revision, rules.clauses, (clause) => {
    const quantity = measureClause(clause, measured, judging);
    quantities.set(clause, quantity);
    return quantity;
  });
  const towards = rules.towards.get(verdict.nextTier);
  const count = towards && quantities.get(towards);
  return {
    rules,
    people: verdict.findings.filter(({ requirement }) => requirement.unit === "people"),
    tier: verdict.tier,
    count: count === undefined ? undefined : Number(count),
  };
}
