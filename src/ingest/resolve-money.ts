import { DECIMAL, type DuckDBConnection, DuckDBDecimalValue } from "@duckdb/node-api";
import { type Month, monthOf } from "../domain/day.ts";
import { divideByRate, multiplyByRate, parseAmount, parseRate, type Rate, type Usd } from "../domain/money.ts";
import type { ConsumptionExport } from "../sources/find-exports.ts";
import { moneyColumns } from "./group-rows.ts";
import { dayOf } from "./resolve-texts.ts";

/** Dollars per unit of a currency in a month, from `exchange-rates.csv`; `undefined` where it has none. */
export type RateOf = (currency: string, month: Month) => Rate | undefined;

/** What an odd amount came to. */
type Money =
  | { readonly state: "priced"; readonly usd: Usd }
  | { readonly state: "no-rate" }
  | { readonly state: "unreadable" };

/** Stands between the parts of a key. */
const separator = "\u001f";

/** One text that holds everything an odd amount is read by: of its parts only the last, the day, may have a separator in it. */
export function moneyKey(file: ConsumptionExport): string {
  const { currency, pricingCurrency, rate } = moneyColumns(file);
  const parts = ["odd", `coalesce('f' || ${currency}, '')`, pricingCurrency, rate, `coalesce(grouped."day", '')`];
  return `concat_ws('${separator}', ${parts.join(", ")})`;
}

/** Takes a key apart: to fetch its parts from the database one by one takes several times as long. */
function oddAmountOf(key: string): OddAmount {
  const [amount = "", foreign = "", pricingCurrency = "", rate = "", ...day] = key.split(separator);
  const currency = foreign === "" ? undefined : foreign.slice(1);
  return { amount, currency, pricingCurrency, rate, day: day.join(separator) };
}

const usdType = DECIMAL(38, 10);

interface OddAmount {
  readonly amount: string;
  /** `undefined` for an amount in dollars. */
  readonly currency: string | undefined;
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
  const keys = await connection.run(`SELECT DISTINCT ${moneyKey(file)} FROM grouped WHERE odd IS NOT NULL`);
  const unreadable = new Set<string>();
  const appender = await connection.createAppender("money");
  for await (const rows of keys.yieldRows()) {
    for (const [cell] of rows) {
      const key = String(cell);
      const odd = oddAmountOf(key);
      const money = priceOf(odd, file, rateOf);
      if (money.state === "unreadable") unreadable.add(odd.amount);
      appender.appendVarchar(key);
      if (money.state === "priced") appender.appendValue(new DuckDBDecimalValue(money.usd, 38, 10), usdType);
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
  if (odd.currency === undefined) return { state: "priced", usd: amount };
  const currency = odd.currency.trim().toUpperCase() || (file.source.currency ?? "").toUpperCase();
  if (currency === "USD") return { state: "priced", usd: amount };

  const ownRate = odd.pricingCurrency.trim().toUpperCase() === "USD" ? parseRate(odd.rate.trim()) : undefined;
  if (ownRate !== undefined) return { state: "priced", usd: divideByRate(amount, ownRate) };

  const day = dayOf(odd.day, file);
  const rate = day === undefined ? undefined : rateOf(currency, monthOf(day));
  return rate === undefined ? { state: "no-rate" } : { state: "priced", usd: multiplyByRate(amount, rate) };
}
