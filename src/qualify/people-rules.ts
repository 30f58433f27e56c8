import type { Day } from "../domain/day.ts";
import type { Credential, PeopleRule, Revision, Route, RouteCredential, Tier } from "../domain/rules.ts";

/** One people requirement of one tier. Two tiers may name different routes by the same id. */
export interface TierPeopleRule {
  readonly tier: Tier;
  readonly rule: PeopleRule;
}

/** Every people requirement of a revision, lowest tier first. */
export function peopleRules(revision: Revision): TierPeopleRule[] {
  return revision.tiers.flatMap(({ tier, requirements }) =>
    requirements.filter((rule) => rule.measure === "people").map((rule) => ({ tier, rule })),
  );
}

/** The people requirement of the next tier, of the highest one where that is held (S12). */
export function requirementTowards(revision: Revision, nextTier: Tier | undefined): TierPeopleRule | undefined {
  const wanted = nextTier ?? revision.tiers.at(-1)?.tier;
  return peopleRules(revision).find(({ tier }) => tier === wanted);
}

/** Key of a requirement in `PeopleCount.mixed`. */
export function requirementKey({ tier, rule }: TierPeopleRule): string {
  return `${tier}/${rule.id}`;
}

/** Key of a route in `PeopleCount.byRoute`. */
export function routeKey(requirement: TierPeopleRule, route: Route): string {
  return `${requirementKey(requirement)}/${route.id}`;
}

/** Every credential that some route of a revision names, each once, in the order of the rules. */
export function credentialsOf(revision: Revision): Credential[] {
  return [...new Map(namedCredentials(revision).map(({ credential }) => [credential.key, credential])).values()];
}

/** Keys of the credentials that some route of a revision still accepts on the as-of day (S10). */
export function acceptedAnywhere(revision: Revision, asOf: Day): Set<string> {
  const accepted = namedCredentials(revision).filter((named) => accepts(named, asOf));
  return new Set(accepted.map(({ credential }) => credential.key));
}

/** Keys of the credentials that a route still accepts on the as-of day, inclusive. */
export function acceptedKeys(route: Route, asOf: Day): Set<string> {
  return new Set(route.credentials.filter((named) => accepts(named, asOf)).map(({ credential }) => credential.key));
}

function namedCredentials(revision: Revision): RouteCredential[] {
  return peopleRules(revision).flatMap(({ rule }) => rule.routes.flatMap((route) => route.credentials));
}

function accepts({ acceptedUntil }: RouteCredential, asOf: Day): boolean {
  return acceptedUntil === undefined || asOf <= acceptedUntil;
}
