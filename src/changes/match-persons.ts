import type { PersonSnapshot } from "../domain/snapshot.ts";

/** A person in two runs. */
export interface MatchedPerson {
  readonly before: PersonSnapshot | undefined;
  readonly after: PersonSnapshot | undefined;
  /** Set where two persons of the earlier run are one person now, and this is the second of them. */
  readonly mergedInto?: PersonSnapshot;
}

/** Finds each person of the earlier run in the later one: who shares an id is the same, each one only once. */
export function matchPersons(before: readonly PersonSnapshot[], after: readonly PersonSnapshot[]): MatchedPerson[] {
  const byKey = new Map(after.flatMap((person) => person.keys.map((key) => [key, person] as const)));
  const found = new Set<PersonSnapshot>();
  const earlier = before.map((person): MatchedPerson => {
    const candidates = person.keys.flatMap((key) => byKey.get(key) ?? []);
    const match = candidates.find((candidate) => !found.has(candidate));
    if (match !== undefined) found.add(match);
    const [other] = candidates;
    if (match !== undefined || other === undefined) return { before: person, after: match };
    return { before: person, after: undefined, mergedInto: other };
  });
  const added = after.filter((person) => !found.has(person)).map((person) => ({ before: undefined, after: person }));
  return [...earlier, ...added];
}
