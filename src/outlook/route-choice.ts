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
  /** `undefined`: the highest. */
  readonly nextTier: Tier | undefined;
  readonly count: PeopleCount | undefined;
}

/** The ids of the routes to a tier, in the order of the rules. */
export function routeIds({ revision, nextTier }: RouteQuestion): readonly string[] {
  return requirementTowards(revision, nextTier)?.rule.routes.map(({ id }) => id) ?? [];
}

/**
 * What a person would best pass: on the route with the most people already, of equal ones the first, the credential that is
 * accepted longest.
 *
 * @param routeId - to be passed on; the best when `undefined`
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

/** Latest last day first, without end before that. */
function byEnd(a: RouteCredential, b: RouteCredential): number {
  const [left, right] = [a.acceptedUntil ?? "9999", b.acceptedUntil ?? "9999"];
  if (left === right) return 0;
  return left > right ? -1 : 1;
}
