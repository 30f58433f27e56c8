import fc from "fast-check";
import { expect, it } from "vitest";
import { formatExact, parseAmount } from "../../src/domain/money.ts";
import { parseRate, type Rate } from "../../src/domain/rate.ts";
import { nullable, textType, usdType } from "../../src/partials/duckdb/engine.ts";
import { readMoney } from "../../src/partials/read-money.ts";
import { groupedUsage } from "./grouped-usage.ts";
import { cellsOf } from "./random-rows.ts";

const header =
  "costInUsd,costInBillingCurrency,billingCurrency,pricingCurrency,exchangeRatePricingToBilling,date,billingProfileId,SubscriptionId";

const digits = fc.bigInt({ min: 0n, max: 10n ** 9n });
const amount = fc.oneof(
  fc
    .tuple(fc.constantFrom("", "-", "+"), digits, fc.constantFrom("", "."), fc.bigInt({ min: 0n, max: 10n ** 14n }))
    .map((parts) => parts.join("")),
  fc.constantFrom("99999999.9999999999", "-99999999.9999999999", "100000000", "0", "-0.0000000001", "0.00000000005"),
  fc.constantFrom("1e3", "8.8E-05", "(12.50)", "1,234.50", "$5", "- 5", "abc", "1_000", "1.2.3", "999999999999999"),
);
/** Of the table, in dollars per unit; some fit what the database calculates with, some do not. */
const table: Readonly<Record<string, string>> = {
  "EUR 2017-06": "1.14049",
  "CNY 2017-06": "0.1475",
  "CNY 2017-07": "0.14781234567890123456789",
  "JPY 2017-06": "10000000",
  "JPY 2017-07": "10000000.1",
  "KRW 2017-06": "0.0000000000000001",
  "KRW 2017-07": "1152921504606846976",
  "CHF 2017-06": "1152921504606846977e-18",
};
const row = fc.record({
  amount,
  currency: fc.constantFrom("EUR", "EUR", " eur ", "CNY", "CNY", "JPY", "KRW", "CHF", "USD", "usd", "XXX", ""),
  pricing: fc.constantFrom("", "", "USD", "usd ", "EUR"),
  rate: fc.constantFrom("", "1.0853", "3", "0.000000001", "7.12345678901234567890123", "1e30", "1E-12", "0", "-1", "x"),
  day: fc.constantFrom("06/01/2017", "06/30/2017", "07/15/2017", "no day"),
});

it("are what a plain second computation says, whether the database or the tolerant parser reads them", async () => {
  const rows = fc.sample(row, { numRuns: 8_000, seed: 20171103 });
  const lines = rows.map((r) => cellsOf(["", r.amount, r.currency, r.pricing, r.rate, r.day, "b", "s"]));
  const { connection, file, layout, relation } = await groupedUsage([header, ...lines]);
  const rateOf = (currency: string, month: string) => parseRate(table[`${currency} ${month}`] ?? "");
  await readMoney(connection, relation, { file, layout, rateOf });
  const money = await connection.query(
    `SELECT money.text, conversions.currency, pricing_currency, rate, day, usd, state FROM money JOIN conversions ON conversions.id = money.conversions`,
    {
      text: textType,
      currency: textType,
      pricing: textType,
      rate: textType,
      day: textType,
      usd: nullable(usdType),
      state: textType,
    },
  );
  const expected = new Map(rows.map((each) => [keyOf(each), priced(each)]));
  const found = money.map(({ text: amount, usd: dollars, state, ...conversions }) => {
    return [keyOf({ amount, ...conversions }), dollars === undefined ? state : formatExact(dollars)] as const;
  });
  expect(new Set(found.map(([key]) => key)).size).toBe(found.length);
  expect(new Map(found)).toEqual(expected);
  const priceless = found.filter(([, usd]) => usd === "no-rate").length;
  expect({ some: priceless > 500, most: found.length - priceless > 4_000 }).toEqual({ some: true, most: true });
});

type Row = typeof row extends fc.Arbitrary<infer Value> ? Value : never;

function keyOf({ amount, currency, pricing, rate, day }: Readonly<Record<keyof Row, string>>): string {
  return JSON.stringify([amount, currency, pricing, rate, day]);
}

function priced(each: Row): string {
  const units = parseAmount(each.amount);
  if (units === undefined) return "unreadable";
  const rate = rateFor(each);
  if (rate === undefined) return "no-rate";
  const twice = units * rate.numerator * 2n;
  const half = units < 0n ? -rate.denominator : rate.denominator;
  // BigInt cuts towards zero, so a half more rounds away from it.
  const usd = (twice + half) / (rate.denominator * 2n);
  return -(10n ** 25n) < usd && usd < 10n ** 25n ? formatExact(usd) : "no-rate";
}

function rateFor({ currency, pricing, rate, day }: Row): Rate | undefined {
  const name = currency.trim().toUpperCase();
  if (name === "USD") return { numerator: 1n, denominator: 1n };
  const own = pricing.trim().toUpperCase() === "USD" ? parseRate(rate) : undefined;
  if (own !== undefined) return { numerator: own.denominator, denominator: own.numerator };
  const [month, , year] = day.split("/");
  return parseRate(table[`${name} ${year}-${month}`] ?? "");
}
