import { DECIMAL, type DuckDBConnection, DuckDBDecimalValue } from "@duckdb/node-api";
import { type Month, monthOf } from "../domain/day.ts";
import { parseAmount, type Usd } from "../domain/money.ts";
import { inverseOf, multiplyByRate, parseRate, type Rate } from "../domain/rate.ts";
import type { ConsumptionExport } from "../sources/find-exports.ts";
import { addPlainMoney } from "./add-plain-money.ts";
import { type Terms, termsOf } from "./money-key.ts";
import { dayOf } from "./resolve-texts.ts";

/** Dollars per unit of a currency in a month, from `exchange-rates.csv`; `undefined` where it has none. */
export type RateOf = (currency: string, month: Month) => Rate | undefined;

/** What an odd amount came to. */
type Money =
  | { readonly state: "priced"; readonly usd: Usd }
  | { readonly state: "no-rate" }
  | { readonly state: "unreadable" };

const usdType = DECIMAL(38, 10);

/**
 * Reads each distinct odd amount of the grouped rows and turns it into dollars (S3, S15), into the temporary table `money`
 * (key → usd, state). Plain numbers are converted by the database; the rest is read with the tolerant parser, in chunks, so
 * memory stays flat.
 *
 * @returns the amounts that are none: their rows are rejected
 */
export async function resolveMoney(
  connection: DuckDBConnection,
  file: ConsumptionExport,
  rateOf: RateOf,
): Promise<string[]> {
  await connection.run("CREATE OR REPLACE TEMP TABLE money (key VARCHAR, usd DECIMAL(38, 10), state VARCHAR)");
  const keys = await addPlainMoney(connection, file, (terms) => rateIn(terms, file, rateOf));
  const unreadable = new Set<string>();
  const appender = await connection.createAppender("money");
  for await (const rows of keys.yieldRows()) {
    for (const [amountCell, termsCell, keyCell] of rows) {
      const amount = String(amountCell);
      const money = priceOf(amount, termsOf(String(termsCell)), { file, rateOf });
      if (money.state === "unreadable") unreadable.add(amount);
      appender.appendVarchar(String(keyCell));
      if (money.state === "priced") appender.appendValue(new DuckDBDecimalValue(money.usd, 38, 10), usdType);
      else appender.appendNull();
      appender.appendVarchar(money.state);
      appender.endRow();
    }
  }
  appender.closeSync();
  return [...unreadable];
}

interface Pricing {
  readonly file: ConsumptionExport;
  readonly rateOf: RateOf;
}

function priceOf(text: string, terms: Terms, { file, rateOf }: Pricing): Money {
  const amount = parseAmount(text, file.source.decimal ?? ".");
  if (amount === undefined) return { state: "unreadable" };
  const rate = rateIn(terms, file, rateOf);
  const usd = rate && multiplyByRate(amount, rate);
  return usd === undefined ? { state: "no-rate" } : { state: "priced", usd };
}

const one: Rate = { numerator: 1n, denominator: 1n };

/** Dollars per unit: 1 for dollars, else by the row's own rate, else by the table; `undefined` where there is none (S15). */
function rateIn(terms: Terms, file: ConsumptionExport, rateOf: RateOf): Rate | undefined {
  if (terms.currency === undefined) return one;
  const currency = terms.currency.trim().toUpperCase() || (file.source.currency ?? "").toUpperCase();
  if (currency === "USD") return one;

  const unitsPerDollar =
    terms.pricingCurrency.trim().toUpperCase() === "USD" ? parseRate(terms.rate.trim()) : undefined;
  if (unitsPerDollar !== undefined) return inverseOf(unitsPerDollar);

  const day = dayOf(terms.day, file);
  return day === undefined ? undefined : rateOf(currency, monthOf(day));
}
