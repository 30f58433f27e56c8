import type { Market } from "../domain/tier.ts";
import { checkDocument, problemAt } from "./check-document.ts";
import type { Report } from "./config-file.ts";
import { entries, listField, object, textField } from "./fields.ts";
import type { YamlDocument } from "./yaml-document.ts";

/** Markets by country. Countries are in the form that `marketOf` compares. */
export type Markets = ReadonlyMap<string, Market>;

const countries = entries(listField(textField));

/** The schema of `markets.yaml`: the countries of each market, as two-letter codes and names (S8). */
export const marketsSchema = object({ developed: countries, emerging: countries });

/**
 * Returns the market of a country (S8), given by English name or two-letter ISO 3166 code. Ignores case and surrounding
 * spaces.
 *
 * @returns `undefined` for a country that is not listed: the caller applies the stricter threshold and warns
 */
export function marketOf(markets: Markets, country: string): Market | undefined {
  return markets.get(comparable(country));
}

/**
 * Checks `markets.yaml`.
 *
 * @returns `undefined` if the file does not match the schema; bad codes and countries listed twice are only reported
 */
export function readMarkets(document: YamlDocument, report: Report): Markets | undefined {
  const checked = checkDocument(document, marketsSchema, report);
  if (checked === undefined) return undefined;

  const markets = new Map<string, Market>();
  for (const { market, code, names } of listCountries(checked)) {
    if (!/^[A-Z]{2}$/.test(code)) report(problemAt(document, [market, code], badCode(code)));
    for (const name of new Set([code, ...names].map(comparable))) {
      if (markets.has(name)) report(problemAt(document, [market, code], listedTwice(name)));
      markets.set(name, market);
    }
  }
  return markets;
}

interface Country {
  readonly market: Market;
  readonly code: string;
  readonly names: readonly string[];
}

function listCountries(checked: Readonly<Record<Market, Readonly<Record<string, readonly string[]>>>>): Country[] {
  const ofMarket = (market: Market) =>
    Object.entries(checked[market]).map(([code, names]) => ({ market, code, names }));
  return [...ofMarket("developed"), ...ofMarket("emerging")];
}

function badCode(code: string) {
  return {
    code: "bad-country-code",
    found: `the country code ${code}`,
    expected: "two capital letters of ISO 3166",
    fix: "write the code, a colon and the country's names, as in IS: [Iceland]",
  };
}

function listedTwice(name: string) {
  return {
    code: "country-twice",
    found: `the country ${name} a second time`,
    expected: "each country and each of its names once",
    fix: "delete one of the two",
  };
}

function comparable(country: string): string {
  return country.normalize("NFC").replaceAll("’", "'").trim().replaceAll(/\s+/g, " ").toLowerCase();
}
