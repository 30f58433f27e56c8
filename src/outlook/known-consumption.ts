import type { PartnerConsumption } from "../domain/consumption.ts";
import type { Month } from "../domain/day.ts";
import type { KnownMonth } from "../domain/outlook.ts";
import type { Revision } from "../domain/rules.ts";
import { acceptedKinds } from "../qualify/accepted-kinds.ts";
import type { KnownConsumption, MonthsOfPartner, OutlookFacts } from "./outlook-basis.ts";

/**
 * Puts together what counts in and after the present window. A revision that accepts other kinds of association has its own
 * answer, where the exports were asked for it.
 *
 * @param present - the revision in force on the as-of day
 * @param revisions - all of the rule set
 */
export function knownConsumption(
  facts: OutlookFacts,
  present: Revision,
  revisions: readonly Revision[],
): KnownConsumption {
  const after = byPartner(facts.afterWindow);
  const others = new Map(facts.otherwiseAccepted.map(({ accepted, months }) => [keyOf(accepted), byPartner(months)]));
  const keys = new Map([present, ...revisions].map((revision) => [revision, keyOf(acceptedKinds(revision))] as const));
  const presentKey = keys.get(present);
  return {
    keyOf: (revision) => keys.get(revision) ?? "",
    of: (partnerId, revision) => {
      const key = keys.get(revision) ?? "";
      const other = key === presentKey ? undefined : others.get(key);
      if (other !== undefined) return inAndAfter(undefined, other.get(partnerId));
      return inAndAfter(facts.consumption.get(partnerId), after.get(partnerId));
    },
  };
}

function keyOf(kinds: readonly string[]): string {
  return kinds.join(" ");
}

type ByMonth = ReadonlyMap<Month, KnownMonth>;

function byPartner(months: readonly KnownMonth[]): ReadonlyMap<string, ByMonth> {
  const partners = new Map<string, Map<string, KnownMonth>>();
  for (const entry of months) {
    const known = partners.get(entry.partnerId);
    if (known === undefined) partners.set(entry.partnerId, new Map([[entry.month, entry]]));
    else known.set(entry.month, entry);
  }
  return partners;
}

/** What is inside wins: a month that `trailing-days` cuts is inside, and nothing of it is after. */
function inAndAfter(inside: PartnerConsumption | undefined, after: ByMonth | undefined): MonthsOfPartner {
  return {
    usdIn: (month) => inside?.months.get(month) ?? after?.get(month)?.usd ?? 0n,
    customerCountriesIn: (month) =>
      inside?.countriesByMonth.get(month) ?? after?.get(month)?.customerCountries ?? noCountries,
  };
}

const noCountries: readonly string[] = [];
