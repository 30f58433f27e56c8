import { describe, expect, it } from "vitest";
import { rateFor, readExchangeRates } from "../../src/tables/exchange-rates.ts";
import { problemsOf, temporaryFolder } from "../fixtures/temporary-folder.ts";

const write = temporaryFolder();
const read = (...rows: string[]) =>
  readExchangeRates(write("exchange-rates.csv", ["CurrencyCode,USDPerUnit,Month", ...rows].join("\n")));

describe("readExchangeRates", () => {
  it("reads quoted rates exactly, by currency in any case and month", async () => {
    const rates = await read('"eur","1.14049","201706"', "AED,0.27224589249009701,201706");
    expect(rateFor(rates, "EUR", "2017-06")).toEqual({ numerator: 114049n, denominator: 100000n });
    expect(rateFor(rates, " aed", "2017-06")).toEqual({ numerator: 27224589249009701n, denominator: 10n ** 17n });
  });

  it("has no rate for another month or currency, never 1", async () => {
    const rates = await read("EUR,1.14,201706");
    expect(rateFor(rates, "EUR", "2017-07")).toBeUndefined();
    expect(rateFor(rates, "USD", "2017-06")).toBeUndefined();
    expect(rateFor(await readExchangeRates("/nowhere/exchange-rates.csv"), "EUR", "2017-06")).toBeUndefined();
  });

  it("takes the same rate twice as one, however it is written", async () => {
    expect(rateFor(await read("EUR,1.14,201706", "eur,1.1400,201706"), "EUR", "2017-06")).toBeDefined();
  });

  it("reports everything that is wrong, with lines", async () => {
    const problems = await problemsOf(() =>
      read("EUR,1.14,201706", "EUR,1.15,201706", "EUR,0,201707", "EUR,-1,201713", 'Euro,"1,14",2017-06', ",,201706"),
    );
    expect(problems.map(({ line, found }) => `${line}: ${found}`)).toEqual([
      "3: EUR 201706 at 1.15, but on line 2 at 1.14",
      '4: the rate "0"',
      '5: the rate "-1"',
      '5: the month "201713"',
      '6: the currency "Euro"',
      '6: the rate "1,14"',
      '6: the month "2017-06"',
      '7: the currency ""',
      '7: the rate ""',
    ]);
  });
});
