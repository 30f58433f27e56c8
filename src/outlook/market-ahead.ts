import type { Market } from "../domain/rules.ts";
import type { MarketBasis } from "../qualify/assess-all.ts";
import { marketOfPartner } from "../qualify/market-of-partner.ts";

/** What decides about a partner's market on a day to come. */
export interface MarketFactsAhead {
  readonly present: Market;
  readonly market: MarketBasis;
  /** Countries of the customers whose known consumption lies in that day's window. */
  readonly countries: () => readonly string[];
  /** Something is projected into that day's window. */
  readonly enters: boolean;
}

/**
 * The market whose thresholds apply on a day to come (S8). By partner it stays. By customers it follows those whose
 * consumption is in the window; what is projected is taken to come from customers of the partner's present market.
 */
export function marketAhead({ present, market, countries, enters }: MarketFactsAhead): Market {
  if (market.basis === "partner" || (enters && present === "developed")) return present;
  return marketOfPartner({ ...market, country: "", customerCountries: countries() }).market;
}
