import type { PeopleCount } from "../domain/person.ts";
import type { AskedFor, RequirementKind, RequirementRule, RuleLine, TierClause } from "../domain/requirement.ts";
import type { Route, RouteCredential } from "../domain/rules.ts";
import { countOf } from "./units.ts";

/** A clause such as "1 individual must pass …", which S10 decides. */
export interface PeopleRule extends RequirementRule {
  /** Persons needed on one route. */
  readonly needed: number;
  readonly routes: readonly Route[];
  readonly quote: string;
}

const persons = countOf({ id: "people", one: "person", many: "people" });

/** Persons with a credential that one of the routes of a clause names. */
export const people: RequirementKind<PeopleRule> = {
  id: "people",
  unit: persons,
  exports: "transcripts",
  state: ({ needed, quote }, _, close) => {
    const threshold = BigInt(needed);
    return { threshold, closeFrom: threshold - BigInt(close.withinPeople), quote };
  },
  measure: (clause, facts, { mixRoutes }) => BigInt(measurePeople(clause, facts.people, mixRoutes)),
  words: {
    title: "People",
    missing: (gap) => `${gap} more ${gap === 1n ? "person" : "people"}`,
    lacking: (gap) => `${persons.inWords(gap)} with the right credential`,
    toDo: (rule, missing, { mixRoutes }) => `Have ${missing} pass ${routesInWords(rule, mixRoutes)}.`,
    needed: (rule, asked) => `${persons.inWords(asked.threshold)}${onWhichLists(rule, asked)}`,
    alsoQuoted: ({ routes }) => routes.map(({ quote }) => quote),
    toJson: () => ({}),
    lines: (rule) => [
      {
        what: "clause",
        appliesTo: "",
        threshold: BigInt(rule.needed),
        says: `At least this many people on one of these lists: ${rule.routes.map(({ id }) => id).join(", ")}.`,
        quote: rule.quote,
      },
      ...rule.routes.flatMap(credentialLines),
    ],
  },
};

/**
 * Returns how many persons a partner has towards a people requirement (S10): the largest count over its routes, or with
 * `mixRoutes` the number of distinct persons over all of them.
 *
 * @param count - `undefined` when no person counts for the partner
 */
export function measurePeople(
  clause: TierClause<PeopleRule>,
  count: PeopleCount | undefined,
  mixRoutes: boolean,
): number {
  if (count === undefined) return 0;
  if (mixRoutes) return count.mixed.get(clauseKey(clause)) ?? 0;
  return Math.max(0, ...clause.rule.routes.map((route) => count.byRoute.get(routeKey(clause, route)) ?? 0));
}

/** Returns the number of persons on one route, given by its id; 0 when the requirement has no such route. */
export function peopleOnRoute(clause: TierClause<PeopleRule>, count: PeopleCount | undefined, routeId: string): number {
  const route = clause.rule.routes.find(({ id }) => id === routeId);
  return (route && count?.byRoute.get(routeKey(clause, route))) ?? 0;
}

/** Returns the key of a people requirement in `PeopleCount.mixed`. */
export function clauseKey({ tier, rule }: TierClause): string {
  return `${tier}/${rule.id}`;
}

/** Returns the key of a route in `PeopleCount.byRoute`. */
export function routeKey(clause: TierClause, route: Route): string {
  return `${clauseKey(clause)}/${route.id}`;
}

function routesInWords({ routes }: PeopleRule, mixRoutes: boolean): string {
  const words = routes.map(({ id }) => `one of the ${id}`).join(" or ");
  return routes.length < 2 || mixRoutes ? words : `${words}; people on different lists do not add up`;
}

function onWhichLists({ routes }: PeopleRule, { threshold, mixRoutes }: AskedFor): string {
  if (routes.length === 1) return "";
  if (mixRoutes) return " on the lists below together";
  return ` on one of the lists below${threshold > 1n ? "; they are not added up" : ""}`;
}

function credentialLines({ id, credentials, quote }: Route): RuleLine[] {
  return credentials.map((named) => ({ what: "credential", appliesTo: id, says: credentialInWords(named), quote }));
}

function credentialInWords({ credential, acceptedUntil }: RouteCredential): string {
  const ids = credential.ids.length === 0 ? "" : ` (${credential.ids.join(", ")})`;
  const until = acceptedUntil === undefined ? "" : `, accepted until ${acceptedUntil}`;
  return `${credential.kind}: ${credential.title}${ids}${until}`;
}
