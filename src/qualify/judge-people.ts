import type { Day } from "../domain/day.ts";
import type { JudgedTranscriptRow, PeopleCount, PersonConflict, TranscriptRow } from "../domain/person.ts";
import type { Revision } from "../domain/rules.ts";
import { compareCodePoints } from "../domain/text.ts";
import { groupPersons } from "./group-persons.ts";
import { judgeTranscriptRow } from "./judge-transcript-row.ts";
import { credentialMatcher } from "./match-credential.ts";
import {
  acceptedAnywhere,
  acceptedKeys,
  credentialsOf,
  peopleRules,
  requirementKey,
  routeKey,
} from "./people-rules.ts";
import { conflictOfPerson, partnerOfPerson } from "./person-partner.ts";

/** What the transcripts say: a verdict on every row, and the persons that count by partner. */
export interface JudgedPeople {
  /** Every row given, sorted by partner id, file, line. */
  readonly judged: readonly JudgedTranscriptRow[];
  /** By partner id; partners for whom no person counts are absent. */
  readonly counts: ReadonlyMap<string, PeopleCount>;
  /** Sorted by person. */
  readonly conflicts: readonly PersonConflict[];
}

/**
 * Judges all transcript rows of a run and counts the persons of each partner (S10). The order of the rows is of no
 * matter. A row after the as-of day decides nothing; it is only listed, with the partner its person counts for.
 *
 * @param rows - of all transcript exports, the same row only once
 */
export function judgePeople(facts: { rows: readonly TranscriptRow[]; revision: Revision; asOf: Day }): JudgedPeople {
  const { rows, revision, asOf } = facts;
  const accepted = acceptedAnywhere(revision, asOf);
  const rules = { accepted, asOf, match: credentialMatcher(credentialsOf(revision)) };
  const persons = groupPersons(rows.filter((row) => row.completedOn <= asOf));
  const partners = new Map(persons.groups.map((group) => [group, partnerOfPerson(group)]));

  const judgedPersons = persons.groups.map((group) =>
    group.map((row) => judgeTranscriptRow(row, partners.get(group) ?? "", rules)),
  );
  const later = rows
    .filter((row) => row.completedOn > asOf)
    .map((row) => judgeTranscriptRow(row, partnerOfLater(persons.groupOf(row), partners), rules));
  return {
    judged: [...judgedPersons.flat(), ...later].sort(compareJudged),
    counts: countByPartner(judgedPersons, revision, asOf),
    conflicts: persons.groups
      .map(conflictOfPerson)
      .filter((conflict) => conflict !== undefined)
      .sort((a, b) => compareCodePoints(a.person, b.person)),
  };
}

type Group = readonly TranscriptRow[];

function partnerOfLater(group: Group | undefined, partners: ReadonlyMap<Group, string>): string {
  return (group && partners.get(group)) ?? "";
}

function compareJudged(a: JudgedTranscriptRow, b: JudgedTranscriptRow): number {
  if (a.partnerId !== b.partnerId) return compareCodePoints(a.partnerId, b.partnerId);
  if (a.row.file !== b.row.file) return compareCodePoints(a.row.file, b.row.file);
  return a.row.line - b.row.line;
}

function countByPartner(
  persons: readonly (readonly JudgedTranscriptRow[])[],
  revision: Revision,
  asOf: Day,
): ReadonlyMap<string, PeopleCount> {
  const passedBy = new Map<string, string[][]>();
  for (const rows of persons) {
    const counting = rows.filter((row) => row.counts);
    const partnerId = counting[0]?.partnerId;
    if (partnerId === undefined) continue;
    const keys = counting.map(({ credentialKey = "" }) => credentialKey);
    const others = passedBy.get(partnerId);
    if (others === undefined) passedBy.set(partnerId, [keys]);
    else others.push(keys);
  }
  const lists = countedLists(revision, asOf);
  return new Map([...passedBy].map(([partnerId, passed]) => [partnerId, countPersons(passed, lists)]));
}

/** The lists by which persons are counted: each route's, and each requirement's routes together. */
interface CountedLists {
  readonly byRoute: readonly (readonly [key: string, accepted: ReadonlySet<string>])[];
  readonly mixed: readonly (readonly [key: string, accepted: ReadonlySet<string>])[];
}

function countedLists(revision: Revision, asOf: Day): CountedLists {
  const requirements = peopleRules(revision);
  return {
    byRoute: requirements.flatMap((requirement) =>
      requirement.rule.routes.map((route) => [routeKey(requirement, route), acceptedKeys(route, asOf)] as const),
    ),
    mixed: requirements.map((requirement) => {
      const keys = requirement.rule.routes.flatMap((route) => [...acceptedKeys(route, asOf)]);
      return [requirementKey(requirement), new Set(keys)] as const;
    }),
  };
}

/** @param passed - for each person the keys of the credentials that count */
function countPersons(passed: readonly (readonly string[])[], lists: CountedLists): PeopleCount {
  const count = ([key, accepted]: CountedLists["byRoute"][number]) => [key, countHolders(passed, accepted)] as const;
  return { byRoute: new Map(lists.byRoute.map(count)), mixed: new Map(lists.mixed.map(count)) };
}

function countHolders(passed: readonly (readonly string[])[], accepted: ReadonlySet<string>): number {
  return passed.filter((keys) => keys.some((key) => accepted.has(key))).length;
}
