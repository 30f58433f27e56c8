import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, inWindow, windowFor } from "../../src/domain/window.ts";

describe("windowFor complete months", () => {
  it.each([
    { asOf: "2017-07-30", start: "2016-07-01", end: "2017-07-01" },
    { asOf: "2017-07-31", start: "2016-08-01", end: "2017-08-01" },
    { asOf: "2017-08-01", start: "2016-08-01", end: "2017-08-01" },
    { asOf: "2017-08-15", start: "2016-08-01", end: "2017-08-01" },
    { asOf: "2017-08-30", start: "2016-08-01", end: "2017-08-01" },
    { asOf: "2017-08-31", start: "2016-09-01", end: "2017-09-01" },
    { asOf: "2016-02-28", start: "2015-02-01", end: "2016-02-01" },
    { asOf: "2016-02-29", start: "2015-03-01", end: "2016-03-01" },
    { asOf: "2017-12-31", start: "2017-01-01", end: "2018-01-01" },
  ])("is $start to $end as of $asOf", ({ asOf, start, end }) => {
    expect(windowFor(asOf, { mode: "complete-months", settleDays: 0 })).toMatchObject({ start, end });
  });

  it("has the twelve months, oldest first", () => {
    expect(windowFor("2017-08-15", { mode: "complete-months", settleDays: 0 }).months).toEqual([
      "2016-08",
      "2016-09",
      "2016-10",
      "2016-11",
      "2016-12",
      "2017-01",
      "2017-02",
      "2017-03",
      "2017-04",
      "2017-05",
      "2017-06",
      "2017-07",
    ]);
  });

  it.each([
    { asOf: "2017-08-04", end: "2017-07-01" },
    { asOf: "2017-08-05", end: "2017-08-01" },
    { asOf: "2017-09-04", end: "2017-08-01" },
  ])("ends at $end as of $asOf when months settle for 5 days", ({ asOf, end }) => {
    expect(windowFor(asOf, { mode: "complete-months", settleDays: 5 }).end).toBe(end);
  });
});

describe("windowFor trailing days", () => {
  it.each([
    { asOf: "2017-08-15", start: "2016-08-16", end: "2017-08-16", months: 13 },
    { asOf: "2017-07-31", start: "2016-08-01", end: "2017-08-01", months: 12 },
    { asOf: "2016-02-28", start: "2015-02-28", end: "2016-02-29", months: 13 },
    { asOf: "2017-02-27", start: "2016-02-28", end: "2017-02-28", months: 13 },
    { asOf: "2016-02-29", start: "2015-03-01", end: "2016-03-01", months: 12 },
  ])("is $start to $end as of $asOf", ({ asOf, start, end, months }) => {
    const window = windowFor(asOf, { mode: "trailing-days", settleDays: 0 });
    expect(window).toMatchObject({ start, end });
    expect(window.months).toHaveLength(months);
    expect(window.months[0]).toBe(start.slice(0, 7));
  });
});

describe("windowFor", () => {
  it("always holds the as-of day's window of whole days, with its last month last", () => {
    const days = fc.date({ min: new Date("2011-01-01"), max: new Date("2030-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(days, (date) => {
        const asOf = date.toISOString().slice(0, 10);
        const { start, end, months } = windowFor(asOf, { mode: "complete-months", settleDays: 0 });
        expect(start.slice(4)).toBe(end.slice(4));
        expect(Number(end.slice(0, 4)) - Number(start.slice(0, 4))).toBe(1);
        expect(months).toHaveLength(12);
        expect(addDays(end, -1).slice(0, 7)).toBe(months.at(-1));
        expect(end <= addDays(asOf, 1)).toBe(true);
      }),
    );
  });
});

describe("inWindow", () => {
  it.each([
    { day: "2016-07-31", inside: false },
    { day: "2016-08-01", inside: true },
    { day: "2017-07-31", inside: true },
    { day: "2017-08-01", inside: false },
  ])("is $inside for $day", ({ day, inside }) => {
    expect(inWindow(windowFor("2017-08-15", { mode: "complete-months", settleDays: 0 }), day)).toBe(inside);
  });
});

describe("addDays", () => {
  it.each([
    ["2017-02-28", 1, "2017-03-01"],
    ["2016-02-28", 1, "2016-02-29"],
    ["2017-03-01", -1, "2017-02-28"],
    ["2016-12-31", 1, "2017-01-01"],
    ["2018-11-04", 1, "2018-11-05"],
    ["2018-02-18", -1, "2018-02-17"],
  ])("moves %s by %d to %s", (day, days, moved) => {
    expect(addDays(day, days)).toBe(moved);
  });
});
