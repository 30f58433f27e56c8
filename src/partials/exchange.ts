import { type Month, monthOf } from "../domain/day.ts";
import type { Source } from "../domain/job.ts";
import { inverseOf, parseRate, type Rate } from "../domain/rate.ts";
import { dayOf } from "./read-texts.ts";

/** Dollars per unit of a currency in a month, from `exchange-rates.csv`; `undefined` where it has none. */
export type RateOf = (currency: string, month: Month) => Rate | undefined;

/** Cells used to convert an amount into dollars. */
export interface ConversionCells {
  /** `undefined` for an amount in dollars. */
  readonly currency: string | undefined;
  readonly pricingCurrency: string | undefined;
  readonly rate: string | undefined;
  readonly day: string | undefined;
}

/** A look-up in `exchange-rates.csv`; its rate is `undefined` where there is none. */
export interface UsedRate {
  readonly currency: string;
  readonly month: Month;
  readonly rate: Rate | undefined;
}

/** The rate that an amount is multiplied by, and its origin. */
export interface Exchange {
  /** Dollars per unit; `undefined` where there is no rate. */
  readonly rate: Rate | undefined;
  readonly currency: string;
  /** `undefined` where `exchange-rates.csv` is not consulted. */
  readonly used: UsedRate | undefined;
}

const one: Rate = { numerator: 1n, denominator: 1n };

/** Returns dollars per unit: 1 for dollars, else from the row's own rate, else from the table (S15). */
export function exchangeOf(conversions: ConversionCells, source: Source, rateOf: RateOf): Exchange {
  if (conversions.currency === undefined) return { rate: one, currency: "USD", used: undefined };
  const currency = conversions.currency.trim().toUpperCase() || (source.currency ?? "").toUpperCase();
  if (currency === "USD") return { rate: one, currency, used: undefined };

  const isPricedInDollars = conversions.pricingCurrency?.trim().toUpperCase() === "USD";
  const unitsPerDollar = isPricedInDollars ? parseRate((conversions.rate ?? "").trim()) : undefined;
  if (unitsPerDollar !== undefined) return { rate: inverseOf(unitsPerDollar), currency, used: undefined };

  const day = dayOf(conversions.day ?? "", source);
  if (day === undefined) return { rate: undefined, currency, used: undefined };
  const month = monthOf(day);
  const rate = rateOf(currency, month);
  return { rate, currency, used: { currency, month, rate } };
}
