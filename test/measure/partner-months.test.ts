import { describe, expect, it } from "vitest";
import { usd } from "../../src/domain/money.ts";
import type { CreditedSum } from "../../src/measure/credited-sums.ts";
import { partnerMonths } from "../../src/measure/partner-months.ts";

/** A counted row of one dollar in June, but for what is said. */
function sum(said: Partial<CreditedSum> = {}): CreditedSum {
  return {
    ...{ partnerId: "1000001", month: "2017-06", file: 0, bucket: "counted", newer: undefined, again: false },
    ...{ waived: false, customerCountry: "", rows: 1, usd: usd("1"), ...said },
  };
}

describe("partnerMonths", () => {
  it("adds up what counts by partner and month, with the countries of the customers, each once", () => {
    const partners = partnerMonths([
      sum({ month: "2017-05", file: 3, usd: usd("7") }),
      sum({ file: 1, customerCountry: "US", rows: 2, usd: usd("1.5") }),
      sum({ file: 0, customerCountry: "DE", usd: usd("2.25") }),
      sum({ file: 2, customerCountry: "DE", usd: usd("0.25") }),
      sum({ file: 1, customerCountry: "DE", usd: usd("-4"), again: true }),
      sum({ partnerId: "1000002", usd: usd("3") }),
    ]);
    expect(partners.get("1000001")).toEqual({
      partnerId: "1000001",
      months: new Map([
        ["2017-05", usd("7")],
        ["2017-06", usd("0")],
      ]),
      total: usd("7"),
      monthsSeen: 2,
      customerCountries: ["", "DE", "US"],
      countriesByMonth: new Map([
        ["2017-05", [""]],
        ["2017-06", ["DE", "US"]],
      ]),
    });
    expect(partners.get("1000002")?.total).toBe(usd("3"));
  });

  it("has a month in which no row counts, with nothing in it", () => {
    const consumption = partnerMonths([sum({ bucket: "ineligible-association" })]).get("1000001");
    expect(consumption).toMatchObject({ months: new Map([["2017-06", 0n]]), total: 0n, monthsSeen: 1 });
    expect(consumption?.customerCountries).toEqual([]);
  });

  it("has nobody for what is credited to nobody", () => {
    expect(partnerMonths([sum({ partnerId: "", bucket: "unattributed" })])).toEqual(new Map());
  });
});
