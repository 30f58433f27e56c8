import type { Market } from "../domain/rules.ts";
import { marketOfPartner } from "../qualify/market-of-partner.ts";
import type { DayAhead, PartnerDay, PartnersAhead } from "./partner-ahead.ts";

/** What decides about a partner's market on a day to come. */
export interface MarketFactsAhead {
  readonly day: DayAhead;
  readonly known: PartnerDay;
  /** Something is projected into that day's window. */
  readonly enters: boolean;
}

/**
 * The market whose thresholds apply on a day to come (S8). By partner it stays. By customers it follows those whose
 * consumption is in the window; what is projected is taken to come from customers of the partner's present market.
 */
export function marketAhead(
  present: Market,
  { day, known, enters }: MarketFactsAhead,
  { basis: { market }, timeline }: PartnersAhead,
): Market {
  if (market.basis === "partner" || (enters && present === "developed")) return present;
  const months = timeline.months.slice(day.span.start, day.span.end);
  const customerCountries = months.flatMap((month) => known.known.customerCountriesIn(month));
  return marketOfPartner({ ...market, country: "", customerCountries }).market;
}
