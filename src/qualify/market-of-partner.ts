import type { Market } from "../domain/tier.ts";

/** The market whose threshold applies to a partner, and what could not be placed. */
export interface PartnerMarket {
  readonly market: Market;
  /** Country texts that no market is known for, as written; `""` where no country is known at all. Each is a warning. */
  readonly unknownCountries: readonly string[];
}

/** Where a partner and its customers are, and whose place decides. */
export interface PartnerCountries {
  readonly basis: "partner" | "customer";
  /** The partner's country as its source writes it; empty when none is known. */
  readonly country: string;
  /** Of the customers whose consumption counted; only looked at for `basis: customer`. */
  readonly customerCountries: readonly string[];
  /** What the markets table says about a country name or code. */
  readonly lookup: (country: string) => Market | undefined;
}

/**
 * Finds a partner's market (S8). An unknown country counts as developed, which has the stricter threshold. By customers,
 * one developed market is enough; without any customer it is emerging.
 */
export function marketOfPartner({ basis, country, customerCountries, lookup }: PartnerCountries): PartnerMarket {
  const countries = basis === "partner" ? [country] : new Set(customerCountries);
  const unknownCountries: string[] = [];
  let developed = false;
  for (const name of countries) {
    const market = lookup(name);
    if (market === undefined) unknownCountries.push(name);
    if (market !== "emerging") developed = true;
  }
  return { market: developed ? "developed" : "emerging", unknownCountries };
}
