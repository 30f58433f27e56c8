import type { Day } from "../domain/day.ts";
import { groupBy } from "../domain/group-by.ts";
import type { AssessedTranscriptRow, PersonReason } from "../domain/person.ts";
import type { Revision } from "../domain/rules.ts";
import type { PersonSnapshot, RouteOutcome } from "../domain/snapshot.ts";
import { personIds } from "../qualify/group-persons.ts";
import { acceptedKeys } from "../qualify/people-rules.ts";
import { labelOfPerson } from "../qualify/person-partner.ts";
import { clausesOf } from "../requirements/of-kind.ts";
import { people } from "../requirements/people.ts";

/** What the persons of a run are examined with. */
export interface PersonsOptions {
  readonly revision: Revision;
  readonly asOf: Day;
  /** Hides an id; see `personKeys`. */
  readonly keyOf: (id: string) => string;
}

/** Returns the persons with a credential that any route names, and whether they count on each such route (S10). */
export function personsOf(assessed: readonly AssessedTranscriptRow[], options: PersonsOptions): PersonSnapshot[] {
  const places = placesOf(options);
  const groups = groupBy(
    assessed.filter(({ person }) => person !== undefined),
    ({ person }) => person,
  );
  return [...groups.values()].flatMap((own) => {
    const routes = standings(own, places);
    if (routes.size === 0) return [];
    const rows = own.map(({ row }) => row);
    const ids = new Set(rows.flatMap(personIds));
    const partnerId = own[0]?.partnerId ?? "";
    return [{ keys: [...ids].map(options.keyOf), label: labelOfPerson(rows), partnerId, routes }];
  });
}

interface RoutePlace {
  readonly route: string;
  readonly accepted: boolean;
}

/** Returns the routes that name each credential, by its key. Routes of all tiers with the same name count as one. */
function placesOf({ revision, asOf }: PersonsOptions): Map<string, RoutePlace[]> {
  const places = new Map<string, RoutePlace[]>();
  for (const route of clausesOf(revision, people).flatMap(({ rule }) => rule.routes)) {
    const accepted = acceptedKeys(route, asOf);
    for (const { credential } of route.credentials) {
      const place = { route: route.id, accepted: accepted.has(credential.key) };
      places.set(credential.key, [...(places.get(credential.key) ?? []), place]);
    }
  }
  return places;
}

/** Reasons, best first. If a person has several rows for a route, the best reason is kept. */
const order: readonly PersonReason[] = [
  "counted",
  "no-partner",
  "no-longer-accepted",
  "expired",
  "inactive",
  "not-passed",
];

function standings(
  rows: readonly AssessedTranscriptRow[],
  places: ReadonlyMap<string, readonly RoutePlace[]>,
): Map<string, RouteOutcome> {
  const routes = new Map<string, RouteOutcome>();
  for (const { credentialKey = "", counts, reason, row } of rows) {
    for (const { route, accepted } of places.get(credentialKey) ?? []) {
      const standing = { reason: counts && !accepted ? "no-longer-accepted" : reason, since: row.completedOn } as const;
      const known = routes.get(route);
      if (known === undefined || isBetter(standing, known)) routes.set(route, standing);
    }
  }
  return routes;
}

function isBetter(a: RouteOutcome, b: RouteOutcome): boolean {
  const rank = ({ reason }: RouteOutcome) => order.indexOf(reason);
  return rank(a) === rank(b) ? a.since < b.since : rank(a) < rank(b);
}
