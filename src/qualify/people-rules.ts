import type { Day } from "../domain/day.ts";
import type { TierClause } from "../domain/requirement.ts";
import type { Credential, Revision, Route, RouteCredential } from "../domain/rules.ts";
import type { Tier } from "../domain/tier.ts";
import { clausesOf } from "../requirements/of-kind.ts";
import { type PeopleRule, people } from "../requirements/people.ts";

/** Returns the people requirement of the next tier, or of the highest tier if it is held (S12). */
export function requirementTowards(revision: Revision, nextTier: Tier | undefined): TierClause<PeopleRule> | undefined {
  const wanted = nextTier ?? revision.tiers.at(-1)?.tier;
  return clausesOf(revision, people).find(({ tier }) => tier === wanted);
}

/** Returns every credential that any route of a revision names, without duplicates, in the order of the rules. */
export function credentialsOf(revision: Revision): Credential[] {
  return [...new Map(namedCredentials(revision).map(({ credential }) => [credential.key, credential])).values()];
}

/** Returns the keys of the credentials that any route of a revision still accepts on the as-of day (S10). */
export function acceptedAnywhere(revision: Revision, asOf: Day): Set<string> {
  const accepted = namedCredentials(revision).filter((named) => accepts(named, asOf));
  return new Set(accepted.map(({ credential }) => credential.key));
}

/** Returns the keys of the credentials that a route still accepts on the as-of day, inclusive. */
export function acceptedKeys(route: Route, asOf: Day): Set<string> {
  return new Set(route.credentials.filter((named) => accepts(named, asOf)).map(({ credential }) => credential.key));
}

function namedCredentials(revision: Revision): RouteCredential[] {
  return clausesOf(revision, people).flatMap(({ rule }) => rule.routes.flatMap((route) => route.credentials));
}

function accepts({ acceptedUntil }: RouteCredential, asOf: Day): boolean {
  return acceptedUntil === undefined || asOf <= acceptedUntil;
}
