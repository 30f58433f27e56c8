import { describe, expect, it } from "vitest";
import { usd } from "../../src/domain/money.ts";
import { type Window, windowFor } from "../../src/domain/window.ts";
import { enteringAmounts, sumIn } from "../../src/outlook/partner-timeline.ts";
import { lastWholeMonths, runRate } from "../../src/outlook/run-rate.ts";

const complete = windowFor("2017-08-15", { mode: "complete-months", settleDays: 0 });
const trailing = (asOf: string) => windowFor(asOf, { mode: "trailing-days", settleDays: 0 });
const months = new Map([
  ["2016-08", usd("900")],
  ["2017-05", usd("10")],
  ["2017-06", usd("10")],
  ["2017-07", usd("0.0000000001")],
  ["2017-08", usd("5000")],
]);

function rateOf(dollars: ReadonlyMap<string, bigint>, window: Window, count: number) {
  return runRate(dollars, lastWholeMonths(window, count));
}

describe("runRate", () => {
  it("is the mean of the last months, rounded half away from zero to 10 places", () => {
    expect(rateOf(months, complete, 3)).toBe(usd("6.6666666667"));
    expect(rateOf(new Map([["2017-07", -1n]]), complete, 2)).toBe(-1n);
  });

  it("takes a month without consumption as 0", () => {
    expect(rateOf(months, complete, 4)).toBe(usd("5"));
  });

  it("looks at whole months only where the window ends within one", () => {
    expect(rateOf(months, trailing("2017-08-15"), 1)).toBe(usd("0.0000000001"));
    expect(rateOf(months, trailing("2017-08-31"), 1)).toBe(usd("5000"));
  });

  it("takes as many months as there are", () => {
    const eleven = rateOf(new Map([["2017-01", usd("11")]]), trailing("2017-08-15"), 12);
    expect(eleven).toBe(usd("1"));
    expect(rateOf(new Map([["2017-01", usd("12")]]), complete, 12)).toBe(usd("1"));
  });
});

describe("enteringAmounts", () => {
  /** As of a day in August, in a window that ends with June. */
  const timeline = { months: ["2017-06", "2017-07", "2017-08", "2017-09", "2017-10"], firstOpen: 1, firstFuture: 3 };
  const entering = (rate: string, known: readonly string[]) =>
    enteringAmounts(timeline, usd(rate), { amounts: known.map(usd), before: [] });

  it.each([
    { name: "is the rate in a month to come", month: "2017-09", rate: "100", known: "0", row: "100" },
    { name: "may be negative there", month: "2017-09", rate: "-3", known: "0", row: "-3" },
    { name: "fills up a month that has begun", month: "2017-08", rate: "100", known: "99.99", row: "0.01" },
    { name: "adds nothing to one that has the rate", month: "2017-08", rate: "100", known: "100", row: "0" },
    { name: "takes nothing away from one that has more", month: "2017-08", rate: "100", known: "100.01", row: "0" },
    { name: "fills up what refunds took", month: "2017-07", rate: "0", known: "-5", row: "5" },
    { name: "leaves a month alone that is over", month: "2017-06", rate: "100", known: "1", row: "0" },
  ])("$name", ({ month, rate, known, row }) => {
    const place = timeline.months.indexOf(month);
    const amounts = timeline.months.map((one) => (one === month ? known : "0"));
    expect(entering(rate, amounts).amounts[place]).toBe(usd(row));
  });

  it("takes a month as empty of which nothing is listed", () => {
    expect(entering("100", []).amounts).toEqual([0n, usd("100"), usd("100"), usd("100"), usd("100")]);
  });

  it("sums up any months", () => {
    const amounts = entering("100", ["0", "40"]);
    expect(sumIn(amounts, { start: 0, end: 2 })).toBe(usd("60"));
    expect(sumIn(amounts, { start: 2, end: 5 })).toBe(usd("300"));
    expect(sumIn(amounts, { start: 3, end: 9 })).toBe(usd("200"));
  });
});
