import type { PartnerConsumption } from "../domain/consumption.ts";
import type { Month } from "../domain/day.ts";
import type { KnownMonth } from "../domain/outlook.ts";
import type { Revision } from "../domain/rules.ts";
import { acceptedKinds } from "../qualify/accepted-kinds.ts";
import type { KnownConsumption, KnownToday, MonthsOfPartner } from "./outlook-options.ts";

/**
 * Collects the consumption that counts in and after the current window. A revision that accepts other kinds of
 * association has its own amounts, if they were read.
 *
 * @param present - the revision in force on the as-of day
 * @param revisions - all revisions of the rule set
 */
export function knownConsumption(
  facts: KnownToday,
  present: Revision,
  revisions: readonly Revision[],
): KnownConsumption {
  const after = byPartner(facts.afterWindow);
  const byKinds = new Map<string, Revision>();
  const firstOf = new Map<Revision, Revision>();
  for (const revision of [present, ...revisions]) {
    const kinds = keyOf(acceptedKinds(revision));
    const first = byKinds.get(kinds) ?? revision;
    byKinds.set(kinds, first);
    firstOf.set(revision, first);
  }
  const others = new Map(
    facts.otherwiseAccepted.map(({ accepted, months }) => [byKinds.get(keyOf(accepted)), byPartner(months)]),
  );
  const countedBy = (revision: Revision) => firstOf.get(revision) ?? present;
  return {
    countedBy,
    of: (partnerId, revision) => {
      const by = countedBy(revision);
      const other = by === present ? undefined : others.get(by);
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
  const partners = new Map<string, Map<Month, KnownMonth>>();
  for (const entry of months) {
    const known = partners.get(entry.partnerId);
    if (known === undefined) partners.set(entry.partnerId, new Map([[entry.month, entry]]));
    else known.set(entry.month, entry);
  }
  return partners;
}

/**
 * Combines months inside and after the window. A month inside takes precedence: `trailing-days` may cut it, but then
 * none of it is after.
 */
function inAndAfter(inside: PartnerConsumption | undefined, after: ByMonth | undefined): MonthsOfPartner {
  if (inside === undefined && after === undefined) return nothingKnown;
  return {
    usdIn: (month) => inside?.months.get(month) ?? after?.get(month)?.usd ?? 0n,
    customerCountriesIn: (month) =>
      inside?.countriesByMonth.get(month) ?? after?.get(month)?.customerCountries ?? noCountries,
  };
}

const noCountries: readonly string[] = [];

/** The months of a partner without consumption. */
export const nothingKnown: MonthsOfPartner = { usdIn: () => 0n, customerCountriesIn: () => noCountries };
