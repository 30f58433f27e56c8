import type { Market } from "../domain/rules.ts";
import type { MarketBasis } from "../qualify/assess-all.ts";
import { marketOfPartner } from "../qualify/market-of-partner.ts";
import type { PartnerDay } from "./partner-ahead.ts";
import type { Timeline } from "./partner-timeline.ts";

/** What decides about a partner's market on a day to come. */
export interface MarketFactsAhead {
  readonly known: PartnerDay;
  readonly timeline: Timeline;
  /** Something is projected into that day's window. */
  readonly enters: boolean;
}

/**
 * The market whose thresholds apply on a day to come (S8), by customers: it follows those whose consumption is in the window;
 * what is projected is taken to come from customers of the partner's present market. By partner it stays.
 */
export function marketByCustomers(
  present: Market,
  { known: { day, known }, timeline, enters }: MarketFactsAhead,
  market: MarketBasis,
): Market {
  if (enters && present === "developed") return present;
  const months = timeline.months.slice(day.span.start, day.span.end);
  const customerCountries = months.flatMap((month) => known.customerCountriesIn(month));
  return marketOfPartner({ ...market, country: "", customerCountries }).market;
}
