import type { Assessment } from "../domain/assessment.ts";
import type { PartnerConsumption, ProfileText } from "../domain/consumption.ts";
import { type FurtherMeasured, furtherOf } from "../domain/further.ts";
import type { PeopleCount } from "../domain/person.ts";
import { type AllRejects, rejectsOf } from "../domain/rejected-share.ts";
import { compareCodePoints } from "../domain/text.ts";
import type { Market } from "../domain/tier.ts";
import { type AssessmentOptions, assessPartner } from "./assess-partner.ts";
import { marketOfPartner } from "./market-of-partner.ts";
import { stateRequirements } from "./stated-requirement.ts";

/** Everything known about the partners of a run. */
export interface AllPartners {
  /** The lines of `partners.csv`, which take precedence over what exports say. */
  readonly listed: readonly { readonly partnerId: string; readonly partnerName: string; readonly country: string }[];
  /** Ids named by associations, exports or transcripts. */
  readonly named: readonly string[];
  readonly profiles: readonly ProfileText[];
  readonly consumption: ReadonlyMap<string, PartnerConsumption>;
  readonly people: ReadonlyMap<string, PeopleCount>;
  readonly further: FurtherMeasured;
  readonly rejected: AllRejects;
}

export interface MarketOptions {
  readonly basis: "partner" | "customer";
  readonly lookup: (country: string) => Market | undefined;
}

/** All assessments, sorted by partner id, and the countries without a known market. */
export interface AssessedPartners {
  readonly assessments: readonly Assessment[];
  readonly unknownCountries: readonly { readonly partnerId: string; readonly country: string }[];
}

/** Assesses every partner that any input names, including those with nothing measured (S12). */
export function assessAll(partners: AllPartners, options: AssessmentOptions, market: MarketOptions): AssessedPartners {
  const listed = new Map(partners.listed.map((partner) => [partner.partnerId, partner]));
  const names = latestProfiles(partners.profiles, "name");
  const countries = latestProfiles(partners.profiles, "country");
  const ids = [...new Set([...listed.keys(), ...partners.named])].filter((id) => id !== "").sort(compareCodePoints);
  const unknownCountries: { partnerId: string; country: string }[] = [];
  const statedIn = (one: Market) => stateRequirements(options.revision, one, options.close);
  const stated = { developed: statedIn("developed"), emerging: statedIn("emerging") };
  const assessments = ids.map((partnerId) => {
    const entry = listed.get(partnerId);
    const consumption = partners.consumption.get(partnerId);
    const country = entry?.country || (countries.get(partnerId)?.text ?? "");
    const customerCountries = consumption?.customerCountries ?? [];
    const found = marketOfPartner({ basis: market.basis, lookup: market.lookup, country, customerCountries });
    for (const unknown of found.unknownCountries) unknownCountries.push({ partnerId, country: unknown });
    const partnerName = entry?.partnerName || (names.get(partnerId)?.text ?? "");
    const people = partners.people.get(partnerId);
    const further = furtherOf(partners.further, partnerId);
    const rejected = rejectsOf(partners.rejected, partnerId);
    const facts = { partnerId, partnerName, country, market: found.market, consumption, people, further, rejected };
    return assessPartner(facts, options, stated[found.market]);
  });
  return { assessments, unknownCountries };
}

/** Returns each partner's latest name or country, by partner id; for texts of the same day, the first by code point. */
function latestProfiles(profiles: readonly ProfileText[], what: ProfileText["what"]): Map<string, ProfileText> {
  const latest = new Map<string, ProfileText>();
  for (const profile of profiles) {
    if (profile.what !== what) continue;
    const known = latest.get(profile.partnerId);
    const isLater =
      known === undefined ||
      profile.day > known.day ||
      (profile.day === known.day && compareCodePoints(profile.text, known.text) < 0);
    if (isLater) latest.set(profile.partnerId, profile);
  }
  return latest;
}
