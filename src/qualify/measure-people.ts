import type { PeopleCount } from "../domain/person.ts";
import { requirementKey, routeKey, type TierPeopleRule } from "./people-rules.ts";

/**
 * How many persons a partner has towards a people requirement (S10): the largest count over its routes, or with
 * `mixRoutes` the distinct persons over all of them.
 *
 * @param count - `undefined` when no person counts for the partner
 */
export function measurePeople(requirement: TierPeopleRule, count: PeopleCount | undefined, mixRoutes: boolean): number {
  if (count === undefined) return 0;
  if (mixRoutes) return count.mixed.get(requirementKey(requirement)) ?? 0;
  return Math.max(0, ...requirement.rule.routes.map((route) => count.byRoute.get(routeKey(requirement, route)) ?? 0));
}

/** Persons on one route, by its id; 0 when the requirement has no such route. */
export function peopleOnRoute(requirement: TierPeopleRule, count: PeopleCount | undefined, routeId: string): number {
  const route = requirement.rule.routes.find(({ id }) => id === routeId);
  return (route && count?.byRoute.get(routeKey(requirement, route))) ?? 0;
}
