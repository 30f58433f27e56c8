import type { Assessment } from "../domain/assessment.ts";
import type { Usd } from "../domain/money.ts";
import type { OutlookPoint } from "../domain/outlook.ts";
import type { Market } from "../domain/tier.ts";
import type { MarketOptions } from "../qualify/assess-all.ts";
import { marketOfPartner } from "../qualify/market-of-partner.ts";
import type { DayVerdict } from "./day-verdict.ts";
import type { PartnerAhead, PartnerDay, PartnersAhead } from "./partner-ahead.ts";
import { type MonthlyAmounts, sumIn, type Timeline } from "./partner-timeline.ts";

/** One partner on each future day, in the order of the days. */
export interface AssessedDays {
  /** `undefined` when no rules are in force. */
  readonly verdicts: readonly (DayVerdict | undefined)[];
  readonly points: readonly OutlookPoint[];
}

/**
 * Assesses one partner on each future day.
 *
 * @param enters - projected amounts; `undefined` for none
 */
export function assessDays(
  { partner, days, further, rejected }: PartnerAhead,
  enters: MonthlyAmounts | undefined,
  { options, timeline }: PartnersAhead,
): AssessedDays {
  const verdicts: (DayVerdict | undefined)[] = [];
  const points: OutlookPoint[] = [];
  for (const known of days) {
    const { day, counted, people } = known;
    const sum = enters === undefined ? known.usd : known.usd + sumIn(enters, day.span);
    const usd = options.consumptionRead ? sum : undefined;
    const market =
      options.market.basis === "partner"
        ? partner.market
        : marketByCustomers(partner.market, { known, timeline, enters: sum !== counted }, options.market);
    const consumption = usd === undefined ? undefined : { total: usd };
    const standing = day.verdicts?.[market]({ consumption, people, further, rejected });
    verdicts.push(standing);
    points.push(pointOf(standing, usd, partner));
  }
  return { verdicts: verdicts, points };
}

/** Returns what is known on a day. Nobody can say how a tier develops that is unknown now (section 7). */
function pointOf(verdict: DayVerdict | undefined, usd: Usd | undefined, partner: Assessment): OutlookPoint {
  if (verdict === undefined) return { usd, people: undefined, tier: undefined };
  const { tier, count, consumptionKnown } = verdict;
  if (partner.tier !== "unknown") return { usd: consumptionKnown ? usd : undefined, people: count, tier };
  return {
    usd: partner.consumption === undefined ? undefined : usd,
    people: partner.people === undefined ? undefined : count,
    tier: "unknown",
  };
}

/** What determines a partner's market on a future day. */
interface MarketFactsAhead {
  readonly known: PartnerDay;
  readonly timeline: Timeline;
  /** Whether anything is projected into that day's window. */
  readonly enters: boolean;
}

/**
 * Returns the market whose thresholds apply on a future day (S8) when customers determine it: that of the customers
 * with consumption in the window. Projected consumption is assumed to come from customers in the partner's present
 * market.
 */
function marketByCustomers(
  present: Market,
  { known: { day, known }, timeline, enters }: MarketFactsAhead,
  market: MarketOptions,
): Market {
  if (enters && present === "developed") return present;
  const months = timeline.months.slice(day.span.start, day.span.end);
  const customerCountries = months.flatMap((month) => known.customerCountriesIn(month));
  return marketOfPartner({ ...market, country: "", customerCountries }).market;
}
