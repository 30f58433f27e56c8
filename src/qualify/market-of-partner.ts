import type { Market } from "../domain/tier.ts";

/** The market whose threshold applies to a partner, and the countries without a known market. */
export interface PartnerMarket {
  readonly market: Market;
  /** Countries without a known market, as written; `""` if no country is known at all. Each causes a warning. */
  readonly unknownCountries: readonly string[];
}

/** The countries of a partner and its customers, and which of them determine the market. */
export interface PartnerCountries {
  readonly basis: "partner" | "customer";
  /** The partner's country as written in its source; empty if unknown. */
  readonly country: string;
  /** Countries of the customers whose consumption counted; used only for `basis: customer`. */
  readonly customerCountries: readonly string[];
  /** Looks up the market of a country name or code. */
  readonly lookup: (country: string) => Market | undefined;
}

/**
 * Determines a partner's market (S8). An unknown country counts as developed, which has the stricter threshold. By
 * customers, one in a developed market is enough; without any customer the market is emerging.
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
