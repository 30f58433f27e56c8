import type { PartnerConsumption } from "../domain/consumption.ts";
import type { Month } from "../domain/day.ts";
import { groupBy } from "../domain/group-by.ts";
import type { Usd } from "../domain/money.ts";
import { compareCodePoints } from "../domain/text.ts";
import type { CreditedSum } from "./credited-sums.ts";

/**
 * Adds up what is credited to each partner, by month. The months are those in which the partner has at least one
 * credited row, with 0 dollars where none counts.
 *
 * @param sums - by partner and month; rows whose bucket is decided by their file or day are credited to nobody
 */
export function partnerMonths(sums: readonly CreditedSum[]): ReadonlyMap<string, PartnerConsumption> {
  const partners = [...groupBy(sums, ({ partnerId }) => partnerId)].filter(([partnerId]) => partnerId !== "");
  return new Map(partners.map(([partnerId, own]) => [partnerId, consumptionOf(partnerId, own)]));
}

function consumptionOf(partnerId: string, sums: readonly CreditedSum[]): PartnerConsumption {
  const months = new Map<Month, Usd>();
  const countriesByMonth = new Map<Month, readonly string[]>();
  for (const [month, own] of groupBy(sums, (sum) => sum.month)) {
    const counted = own.filter(({ bucket }) => bucket === "counted");
    months.set(
      month,
      counted.reduce((total, { usd }) => total + usd, 0n),
    );
    countriesByMonth.set(month, distinct(counted.map(({ customerCountry }) => customerCountry)));
  }
  return {
    partnerId,
    months,
    total: [...months.values()].reduce((total, usd) => total + usd, 0n),
    monthsSeen: months.size,
    customerCountries: distinct([...countriesByMonth.values()].flat()),
    countriesByMonth,
  };
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort(compareCodePoints);
}
