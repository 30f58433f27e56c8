import type { OutlookPoint } from "../domain/outlook.ts";
import { marketByCustomers } from "./market-ahead.ts";
import type { PartnerAhead, PartnersAhead } from "./partner-ahead.ts";
import { type MonthlyAmounts, sumIn } from "./partner-timeline.ts";
import type { Standing } from "./standing.ts";

/** One partner on each day to come, in their order. */
export interface JudgedLine {
  /** `undefined` when no rules are in force. */
  readonly standings: readonly (Standing | undefined)[];
  readonly points: readonly OutlookPoint[];
}

/**
 * Judges one partner on each day to come.
 *
 * @param enters - what is projected; `undefined` for nothing
 */
export function judgedLine(
  { partner, days }: PartnerAhead,
  enters: MonthlyAmounts | undefined,
  { basis, timeline }: PartnersAhead,
): JudgedLine {
  const standings: (Standing | undefined)[] = [];
  const points: OutlookPoint[] = [];
  for (const known of days) {
    const { day, counted, people } = known;
    const sum = enters === undefined ? known.usd : known.usd + sumIn(enters, day.span);
    const usd = basis.consumptionRead ? sum : undefined;
    const market =
      basis.market.basis === "partner"
        ? partner.market
        : marketByCustomers(partner.market, { known, timeline, enters: sum !== counted }, basis.market);
    const standing = day.standings?.[market](people, usd);
    standings.push(standing);
    points.push({ usd, people: standing?.count, tier: standing?.tier });
  }
  return { standings, points };
}
