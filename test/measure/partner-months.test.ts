import { describe, expect, it } from "vitest";
import { usd } from "../../src/domain/money.ts";
import type { CreditedSum } from "../../src/measure/credited-sums.ts";
import { partnerMonths } from "../../src/measure/partner-months.ts";

/** A counted row of one dollar in June, but for what is said. */
function sum(said: Partial<CreditedSum> = {}): CreditedSum {
  return {
    ...{ month: "2017-06", file: 0, bucket: "counted", newer: undefined, again: false },
    ...{ customerCountry: "", rows: 1, usd: usd("1"), ...said },
  };
}

describe("a partner's months", () => {
  it("are the sums of their files, with the countries of all of them, each once", () => {
    const { consumption, files } = partnerMonths("1000001", [
      sum({ month: "2017-05", file: 3, usd: usd("7") }),
      sum({ file: 1, customerCountry: "US", rows: 2, usd: usd("1.5") }),
      sum({ file: 0, customerCountry: "DE", usd: usd("2.25") }),
      sum({ file: 2, customerCountry: "DE", usd: usd("0.25") }),
      sum({ file: 1, customerCountry: "DE", usd: usd("-4"), again: true }),
    ]);
    expect(consumption).toEqual({
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
    expect(files).toEqual([
      { partnerId: "1000001", month: "2017-05", file: 3, rows: 1, usd: usd("7") },
      { partnerId: "1000001", month: "2017-06", file: 1, rows: 3, usd: usd("-2.5") },
      { partnerId: "1000001", month: "2017-06", file: 0, rows: 1, usd: usd("2.25") },
      { partnerId: "1000001", month: "2017-06", file: 2, rows: 1, usd: usd("0.25") },
    ]);
  });

  it("are apart where one file has rows in several", () => {
    const { files } = partnerMonths("1000001", [sum(), sum({ month: "2017-07" }), sum({ month: "2017-07" })]);
    expect(files.map(({ month, rows }) => [month, rows])).toEqual([
      ["2017-06", 1],
      ["2017-07", 2],
    ]);
  });

  it("are there with nothing where no row counts, but no file adds to them", () => {
    const { consumption, files } = partnerMonths("1000001", [sum({ bucket: "ineligible-association" })]);
    expect(consumption).toMatchObject({ months: new Map([["2017-06", 0n]]), total: 0n, monthsSeen: 1 });
    expect(consumption.customerCountries).toEqual([]);
    expect(files).toEqual([]);
  });
});
