import { describe, expect, it } from "vitest";
import type { Market } from "../../src/domain/tier.ts";
import { marketOfPartner } from "../../src/qualify/market-of-partner.ts";

const markets = new Map<string, Market>([
  ["Germany", "developed"],
  ["Kenya", "emerging"],
]);
const lookup = (country: string) => markets.get(country);

describe("marketOfPartner by partner", () => {
  it.each([
    { country: "Germany", market: "developed", unknownCountries: [] },
    { country: "Kenya", market: "emerging", unknownCountries: [] },
    { country: "Atlantis", market: "developed", unknownCountries: ["Atlantis"] },
    { country: "", market: "developed", unknownCountries: [""] },
  ])("is $market for $country", ({ country, market, unknownCountries }) => {
    const facts = { basis: "partner", country, customerCountries: ["Germany"], lookup } as const;
    expect(marketOfPartner(facts)).toEqual({ market, unknownCountries });
  });
});

describe("marketOfPartner by customer", () => {
  it.each([
    { customers: ["Kenya", "Kenya"], market: "emerging", unknownCountries: [] },
    { customers: ["Kenya", "Germany"], market: "developed", unknownCountries: [] },
    { customers: ["Kenya", "Atlantis", "Atlantis"], market: "developed", unknownCountries: ["Atlantis"] },
    { customers: [], market: "emerging", unknownCountries: [] },
  ])("is $market for customers in $customers", ({ customers, market, unknownCountries }) => {
    const facts = { basis: "customer", country: "Germany", customerCountries: customers, lookup } as const;
    expect(marketOfPartner(facts)).toEqual({ market, unknownCountries });
  });
});
