import type { Cause, PersonEvent } from "../domain/change.ts";
import type { PersonReason } from "../domain/person.ts";
import type { PersonSnapshot } from "../domain/snapshot.ts";
import { compareCodePoints } from "../domain/text.ts";
import type { RunPair } from "./run-pair.ts";

type PersonCause = Extract<Cause, { kind: "person" }>;

/**
 * Returns what happened to the persons of each partner, by partner id. The `people` of a route's causes add up to the
 * difference in the partner's persons on that route.
 */
export function peopleCauses({ before, after }: RunPair): ReadonlyMap<string, readonly PersonCause[]> {
  const causes = new Map<string, PersonCause[]>();
  const add = (partnerId: string, cause: PersonCause) => {
    const own = causes.get(partnerId);
    if (own === undefined) causes.set(partnerId, [cause]);
    else own.push(cause);
  };
  if (before.personKeyId !== after.personKeyId) {
    addCounts(before.persons, after.persons, add);
    return causes;
  }
  const newRoutes = before.rules.routes !== after.rules.routes;
  for (const person of matchPersons(before.persons, after.persons)) {
    for (const route of routesOf(person)) {
      const asked = { person, route, before: partnerOn(person.before, route), after: partnerOn(person.after, route) };
      if (asked.before !== asked.after) addMove(asked, { since: newRoutes ? before.asOf : undefined, add });
    }
  }
  for (const own of causes.values()) own.sort(comparePersons);
  return causes;
}

type Add = (partnerId: string, cause: PersonCause) => void;

interface Move {
  readonly person: MatchedPerson;
  readonly route: string;
  /** Partners that the person counted for on the route before, and counts for now. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/**
 * Adds the causes of a person's move.
 *
 * @param since - as-of day of the earlier run if the rules about credentials have changed since then
 */
function addMove(move: Move, { since, add }: { readonly since: string | undefined; readonly add: Add }): void {
  const { person, route, before, after } = move;
  const label = (person.after ?? person.before)?.label;
  if (before !== undefined) {
    const moved = after === undefined ? {} : { partnerId: after };
    const event = after === undefined ? lossOf(move, since !== undefined) : "moved to";
    add(before, { kind: "person", event, person: label, route, people: -1, ...moved });
  }
  if (after !== undefined) {
    const moved = before === undefined ? {} : { partnerId: before };
    const event = before === undefined ? gainOf(move, since) : "moved from";
    add(after, { kind: "person", event, person: label, route, people: 1, ...moved });
  }
}

const losses: Readonly<Partial<Record<PersonReason, PersonEvent>>> = {
  expired: "expired",
  inactive: "inactive",
  "no-longer-accepted": "no longer accepted",
};

function lossOf({ person, route }: Move, newRoutes: boolean): PersonEvent {
  if (person.mergedInto !== undefined) return "merged";
  const standing = person.after?.routes.get(route);
  if (standing !== undefined) return losses[standing.reason] ?? "lost";
  // Persons keep their credentials: if no row is about the route any more, the rules may have dropped it.
  return person.after !== undefined && newRoutes ? "no longer accepted" : "lost";
}

function gainOf({ person, route }: Move, since: string | undefined): PersonEvent {
  if (person.before?.routes.get(route)?.reason === "no-longer-accepted") return "newly accepted";
  const completed = person.after?.routes.get(route)?.since;
  return since !== undefined && completed !== undefined && completed <= since ? "newly accepted" : "gained";
}

function routesOf({ before, after }: MatchedPerson): string[] {
  const routes = before === undefined ? [] : [...before.routes.keys()];
  if (after === undefined) return routes;
  for (const route of after.routes.keys()) if (!before?.routes.has(route)) routes.push(route);
  return routes;
}

function partnerOn(person: PersonSnapshot | undefined, route: string): string | undefined {
  return person?.routes.get(route)?.reason === "counted" ? person.partnerId : undefined;
}

/** Adds only how many more or fewer persons there are, for runs whose persons cannot be matched. */
function addCounts(before: readonly PersonSnapshot[], after: readonly PersonSnapshot[], add: Add): void {
  const counts = new Map<string, { partnerId: string; route: string; people: number }>();
  const count = (persons: readonly PersonSnapshot[], people: number) => {
    for (const person of persons) {
      for (const route of person.routes.keys()) {
        const partnerId = partnerOn(person, route);
        if (partnerId === undefined) continue;
        const key = JSON.stringify([partnerId, route]);
        counts.set(key, { partnerId, route, people: (counts.get(key)?.people ?? 0) + people });
      }
    }
  };
  count(before, -1);
  count(after, 1);
  for (const [, { partnerId, route, people }] of [...counts].sort(([a], [b]) => compareCodePoints(a, b))) {
    const event = people < 0 ? "lost" : "gained";
    if (people !== 0) add(partnerId, { kind: "person", event, person: undefined, route, people });
  }
}

function comparePersons(a: PersonCause, b: PersonCause): number {
  return (
    compareCodePoints(a.event, b.event) ||
    compareCodePoints(a.person ?? "", b.person ?? "") ||
    compareCodePoints(a.route, b.route)
  );
}

/** A person in two runs. */
interface MatchedPerson {
  readonly before: PersonSnapshot | undefined;
  readonly after: PersonSnapshot | undefined;
  /** Set if two persons of the earlier run are now one, and this is the second of them. */
  readonly mergedInto?: PersonSnapshot;
}

/** Matches the persons of both runs: persons who share an id are the same. Each later person is matched only once. */
function matchPersons(before: readonly PersonSnapshot[], after: readonly PersonSnapshot[]): MatchedPerson[] {
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
