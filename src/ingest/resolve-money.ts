import { type DuckDBConnection, DuckDBDecimalValue } from "@duckdb/node-api";
import { type Month, monthOf } from "../domain/day.ts";
import { divideByRate, multiplyByRate, parseAmount, parseRate, type Rate, type Usd } from "../domain/money.ts";
import type { ConsumptionExport } from "../sources/find-exports.ts";
import { dayOf } from "./resolve-texts.ts";

/** Dollars per unit of a currency in a month, from `exchange-rates.csv`; `undefined` where it has none. */
export type RateOf = (currency: string, month: Month) => Rate | undefined;

/** What an odd amount came to. */
type Money =
  | { readonly state: "priced"; readonly usd: Usd }
  | { readonly state: "no-rate" }
  | { readonly state: "unreadable" };

/** One text that stands for everything an odd amount is read by; chr(31) is in no export. */
export const moneyKey = `concat_ws(chr(31), odd, direct, coalesce(currency, ''), coalesce("pricingCurrency", ''), coalesce(rate, ''), coalesce(grouped."day", ''))`;

interface OddAmount {
  readonly amount: string;
  readonly direct: boolean;
  readonly currency: string;
  readonly pricingCurrency: string;
  readonly rate: string;
  readonly day: string;
}

/**
 * Reads each distinct odd amount of the grouped rows with the tolerant parser (S3) and turns it into dollars (S15), into the
 * temporary table `money` (key → usd, state). Works through them in chunks, so memory stays flat.
 *
 * @returns the amounts that are none: their rows are rejected
 */
export async function resolveMoney(
  connection: DuckDBConnection,
  file: ConsumptionExport,
  rateOf: RateOf,
): Promise<string[]> {
  await connection.run("CREATE OR REPLACE TEMP TABLE money (key VARCHAR, usd DECIMAL(38, 10), state VARCHAR)");
  const odd = await connection.run(`
    SELECT DISTINCT ${moneyKey} AS key, odd, direct, coalesce(currency, ''), coalesce("pricingCurrency", ''), coalesce(rate, ''),
      coalesce("day", '')
    FROM grouped WHERE odd IS NOT NULL`);
  const unreadable = new Set<string>();
  const appender = await connection.createAppender("money");
  for await (const rows of odd.yieldRows()) {
    for (const [key, amount, direct, currency, pricingCurrency, rate, day] of rows) {
      const text = String(amount);
      const money = priceOf(
        {
          amount: text,
          direct: direct === true,
          currency: String(currency),
          pricingCurrency: String(pricingCurrency),
          rate: String(rate),
          day: String(day),
        },
        file,
        rateOf,
      );
      if (money.state === "unreadable") unreadable.add(text);
      appender.appendVarchar(String(key));
      if (money.state === "priced") appender.appendDecimal(new DuckDBDecimalValue(money.usd, 38, 10));
      else appender.appendNull();
      appender.appendVarchar(money.state);
      appender.endRow();
    }
  }
  appender.closeSync();
  return [...unreadable];
}

function priceOf(odd: OddAmount, file: ConsumptionExport, rateOf: RateOf): Money {
  const amount = parseAmount(odd.amount, file.source.decimal ?? ".");
  if (amount === undefined) return { state: "unreadable" };
  const currency = odd.currency.trim().toUpperCase() || (file.source.currency ?? "").toUpperCase();
  const inDollars = odd.direct || currency === "USD" || isDollarsOnly(file);
  if (inDollars) return { state: "priced", usd: amount };

  const ownRate = odd.pricingCurrency.trim().toUpperCase() === "USD" ? parseRate(odd.rate.trim()) : undefined;
  if (ownRate !== undefined) return { state: "priced", usd: divideByRate(amount, ownRate) };

  const day = dayOf(odd.day, file);
  const rate = day === undefined ? undefined : rateOf(currency, monthOf(day));
  return rate === undefined ? { state: "no-rate" } : { state: "priced", usd: multiplyByRate(amount, rate) };
}

/** The file's only amounts are in dollars: no other column to fall back to. */
function isDollarsOnly(file: ConsumptionExport): boolean {
  return file.columns.has("amountUsd") && !file.columns.has("amount");
}
