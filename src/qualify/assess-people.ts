import type { Day } from "../domain/day.ts";
import type { AssessedTranscriptRow, PeopleCount, PersonConflict, TranscriptRow } from "../domain/person.ts";
import type { Revision } from "../domain/rules.ts";
import { compareCodePoints } from "../domain/text.ts";
import { clausesOf } from "../requirements/of-kind.ts";
import { clauseKey, people, routeKey } from "../requirements/people.ts";
import { assessTranscriptRow } from "./assess-transcript-row.ts";
import { groupPersons } from "./group-persons.ts";
import { credentialMatcher } from "./match-credential.ts";
import { acceptedAnywhere, acceptedKeys, credentialsOf } from "./people-rules.ts";
import { conflictOfPerson, partnerOfPerson } from "./person-partner.ts";

/** The assessed transcripts: a verdict on every row, and each partner's counting persons. */
export interface AssessedPeople {
  /** Every row given, sorted by partner id, file, line. */
  readonly assessed: readonly AssessedTranscriptRow[];
  /** By partner id; partners without a counting person are absent. */
  readonly counts: ReadonlyMap<string, PeopleCount>;
  /** Sorted by person. */
  readonly conflicts: readonly PersonConflict[];
}

/**
 * Assesses all transcript rows of a run and counts the persons of each partner (S10). The order of the rows does not
 * matter. A row after the as-of day affects nothing; it is only listed, with the partner its person counts for.
 *
 * @param rows - of all transcript exports, without duplicates
 */
export function assessPeople(facts: { rows: readonly TranscriptRow[]; revision: Revision; asOf: Day }): AssessedPeople {
  const { rows, revision, asOf } = facts;
  const accepted = acceptedAnywhere(revision, asOf);
  const rules = { accepted, asOf, match: credentialMatcher(credentialsOf(revision)) };
  const persons = groupPersons(rows.filter((row) => row.completedOn <= asOf));
  const assessedPersons = persons.groups.map((group) => {
    const of = { person: firstOf(group), partnerId: partnerOfPerson(group) };
    return group.map((row) => assessTranscriptRow(row, of, rules));
  });
  const later = rows
    .filter((row) => row.completedOn > asOf)
    .map((row) => {
      const partnerId = partnerOfPerson(persons.groupOf(row) ?? []);
      return assessTranscriptRow(row, { person: undefined, partnerId }, rules);
    });
  return {
    assessed: [...assessedPersons.flat(), ...later].sort(compareAssessed),
    counts: countByPartner(assessedPersons, revision, asOf),
    conflicts: persons.groups
      .map(conflictOfPerson)
      .filter((conflict) => conflict !== undefined)
      .sort((a, b) => compareCodePoints(a.person, b.person)),
  };
}

function compareAssessed(a: AssessedTranscriptRow, b: AssessedTranscriptRow): number {
  if (a.partnerId !== b.partnerId) return compareCodePoints(a.partnerId, b.partnerId);
  return comparePlaces(a.row, b.row);
}

function comparePlaces(a: TranscriptRow, b: TranscriptRow): number {
  return a.file === b.file ? a.line - b.line : compareCodePoints(a.file, b.file);
}

function firstOf(rows: readonly TranscriptRow[]): TranscriptRow | undefined {
  let first = rows[0];
  for (const row of rows) if (first !== undefined && comparePlaces(row, first) < 0) first = row;
  return first;
}

function countByPartner(
  persons: readonly (readonly AssessedTranscriptRow[])[],
  revision: Revision,
  asOf: Day,
): ReadonlyMap<string, PeopleCount> {
  const lists = countedLists(revision, asOf);
  const all = [...lists.byRoute, ...lists.mixed];
  const holders = new Map<string, number[]>();
  for (const rows of persons) {
    const partnerId = rows.find(({ counts }) => counts)?.partnerId;
    if (partnerId === undefined) continue;
    const ofPartner = holders.get(partnerId) ?? all.map(() => 0);
    holders.set(partnerId, ofPartner);
    for (const place of placesOf(rows, all)) ofPartner[place] = (ofPartner[place] ?? 0) + 1;
  }
  return new Map([...holders].map(([partnerId, numbers]) => [partnerId, countOf(numbers, lists)]));
}

/** A list of credentials for counting persons. */
interface CountedList {
  readonly key: string;
  readonly accepted: ReadonlySet<string>;
}

/** The list of each route, and for each requirement the combined list of its routes. */
interface CountedLists {
  readonly byRoute: readonly CountedList[];
  readonly mixed: readonly CountedList[];
}

function countedLists(revision: Revision, asOf: Day): CountedLists {
  const clauses = clausesOf(revision, people);
  return {
    byRoute: clauses.flatMap((clause) =>
      clause.rule.routes.map((route) => ({
        key: routeKey(clause, route),
        accepted: acceptedKeys(route, asOf),
      })),
    ),
    mixed: clauses.map((clause) => {
      const keys = clause.rule.routes.flatMap((route) => [...acceptedKeys(route, asOf)]);
      return { key: clauseKey(clause), accepted: new Set(keys) };
    }),
  };
}

/** Returns the indices of the lists on which a person has a credential. */
function placesOf(rows: readonly AssessedTranscriptRow[], lists: readonly CountedList[]): readonly number[] {
  const held = rows.flatMap(({ counts, credentialKey = "" }) => (counts ? [credentialKey] : []));
  return lists.flatMap(({ accepted }, place) => (held.some((key) => accepted.has(key)) ? [place] : []));
}

/**
 * Converts the counts of one partner to maps.
 *
 * @param numbers - the persons on each list: first by route, then by requirement
 */
function countOf(numbers: readonly number[], { byRoute, mixed }: CountedLists): PeopleCount {
  return {
    byRoute: new Map(byRoute.map(({ key }, index) => [key, numbers[index] ?? 0])),
    mixed: new Map(mixed.map(({ key }, index) => [key, numbers[byRoute.length + index] ?? 0])),
  };
}
