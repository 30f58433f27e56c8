import type { Day } from "../domain/day.ts";
import type { AssessedTranscriptRow, PeopleCount, TranscriptRow } from "../domain/person.ts";
import type { Revision } from "../domain/rules.ts";
import { assessPeople } from "../qualify/assess-people.ts";
import { clausesOf } from "../requirements/of-kind.ts";
import { people } from "../requirements/people.ts";
import type { FutureDay } from "./future-days.ts";

/** Persons who count, by partner id. */
export type PeopleCounts = ReadonlyMap<string, PeopleCount>;

/** What is known about people on the as-of day. */
export interface PeopleNow {
  readonly asOf: Day;
  readonly revision: Revision;
  readonly assessed: readonly AssessedTranscriptRow[];
  readonly counts: PeopleCounts;
}

/**
 * Determines who will count on each future day if nobody passes anything more (S10): credentials expire, and rules stop
 * or start accepting some. Only the partners affected since the previous day are assessed again; all others stay the
 * same.
 *
 * @returns one map for each day, in their order; the previous map where no rules are in force
 */
export function peopleAhead(now: PeopleNow, days: readonly FutureDay[]): readonly PeopleCounts[] {
  const rows = rowsByPartner(now.assessed);
  const expiries = expiriesOf(rows);
  let [before, revision, counts]: [Day, Revision, PeopleCounts] = [now.asOf, now.revision, now.counts];
  return days.map((future) => {
    if (future.revision === undefined) return counts;
    const step = { from: before, to: future.day };
    const all = future.revision !== revision || stopsAccepting(future.revision, step);
    const affected = all ? [...rows.keys()] : expiredIn(expiries, step);
    counts = assessedAnew(counts, affected, {
      rows: affected.flatMap((id) => rows.get(id) ?? []),
      revision: future.revision,
      asOf: future.day,
    });
    [before, revision] = [future.day, future.revision];
    return counts;
  });
}

/** Groups rows up to the as-of day by partner. All rows of a person belong to one partner, so persons stay whole. */
function rowsByPartner(assessed: readonly AssessedTranscriptRow[]): ReadonlyMap<string, readonly TranscriptRow[]> {
  const byPartner = new Map<string, TranscriptRow[]>();
  for (const { partnerId, reason, row } of assessed) {
    if (partnerId === "" || reason === "after-as-of") continue;
    const rows = byPartner.get(partnerId);
    if (rows === undefined) byPartner.set(partnerId, [row]);
    else rows.push(row);
  }
  return byPartner;
}

/** The time from one as-of day to a later one. */
interface Step {
  readonly from: Day;
  readonly to: Day;
}

/** Returns whether a last day has passed. It is inclusive, so it has passed only on a later day. */
function isOver({ from, to }: Step, lastDay: Day | undefined): boolean {
  return lastDay !== undefined && from <= lastDay && lastDay < to;
}

/** The expiry of a credential held by one of a partner's persons. */
interface Expiry {
  readonly partnerId: string;
  readonly lastDay: Day;
}

function expiriesOf(rows: ReadonlyMap<string, readonly TranscriptRow[]>): readonly Expiry[] {
  const expiries: Expiry[] = [];
  for (const [partnerId, ofPartner] of rows) {
    for (const { expiresOn } of ofPartner)
      if (expiresOn !== undefined) expiries.push({ partnerId, lastDay: expiresOn });
  }
  return expiries;
}

/** Returns the partners with a credential that expires in a step. */
function expiredIn(expiries: readonly Expiry[], step: Step): readonly string[] {
  return [...new Set(expiries.filter(({ lastDay }) => isOver(step, lastDay)).map(({ partnerId }) => partnerId))];
}

function stopsAccepting(revision: Revision, step: Step): boolean {
  const named = clausesOf(revision, people).flatMap(({ rule }) =>
    rule.routes.flatMap(({ credentials }) => credentials),
  );
  return named.some(({ acceptedUntil }) => isOver(step, acceptedUntil));
}

function assessedAnew(
  counts: PeopleCounts,
  affected: readonly string[],
  facts: Parameters<typeof assessPeople>[0],
): PeopleCounts {
  if (affected.length === 0) return counts;
  const anew = assessPeople(facts).counts;
  const result = new Map(counts);
  for (const partnerId of affected) {
    const count = anew.get(partnerId);
    if (count === undefined) result.delete(partnerId);
    else result.set(partnerId, count);
  }
  return result;
}
