import type { Day } from "../domain/day.ts";
import type { PeopleCount } from "../domain/person.ts";
import type { Credential, Revision, Route, RouteCredential } from "../domain/rules.ts";
import type { Tier } from "../domain/tier.ts";
import { requirementTowards } from "../qualify/people-rules.ts";
import { routeKey } from "../requirements/people.ts";

/** The partner whose people requirement is examined. */
export interface RouteQuestion {
  readonly revision: Revision;
  readonly asOf: Day;
  /** `undefined` for the highest tier. */
  readonly nextTier: Tier | undefined;
  readonly count: PeopleCount | undefined;
}

/** Returns the ids of the routes to a tier, in the order of the rules. */
export function routeIds({ revision, nextTier }: RouteQuestion): readonly string[] {
  return requirementTowards(revision, nextTier)?.rule.routes.map(({ id }) => id) ?? [];
}

/**
 * Returns the best credential for a person to pass: the one accepted longest on the route with the most people already.
 * Ties between routes go to the first.
 *
 * @param routeId - the route to use; `undefined` for the best one
 * @returns `undefined` when no such route accepts anything on the as-of day
 */
export function bestCredential(question: RouteQuestion, routeId: string | undefined): Credential | undefined {
  const { revision, asOf, nextTier, count } = question;
  const clause = requirementTowards(revision, nextTier);
  if (clause === undefined) return undefined;
  const people = (route: Route) => count?.byRoute.get(routeKey(clause, route)) ?? 0;
  const routes = clause.rule.routes
    .filter(({ id }) => routeId === undefined || id === routeId)
    .toSorted((a, b) => people(b) - people(a));
  const accepted = routes.map(({ credentials }) => credentials.filter((named) => accepts(named, asOf)));
  return accepted.find((credentials) => credentials.length > 0)?.toSorted(byEnd)[0]?.credential;
}

function accepts({ acceptedUntil }: RouteCredential, asOf: Day): boolean {
  return acceptedUntil === undefined || asOf <= acceptedUntil;
}

/** Compares by last day accepted: no end first, then the latest. */
function byEnd(a: RouteCredential, b: RouteCredential): number {
  const [left, right] = [a.acceptedUntil ?? "9999", b.acceptedUntil ?? "9999"];
  if (left === right) return 0;
  return left > right ? -1 : 1;
}
