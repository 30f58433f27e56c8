import { describe, expect, it } from "vitest";
import { monthEndsAfter, monthsFromTo, nextMonth } from "../../src/outlook/months.ts";

describe("monthEndsAfter", () => {
  it.each([
    { name: "begins with the end of the same month", day: "2017-08-15", first: "2017-08-31" },
    { name: "begins with that day the day before it", day: "2017-08-30", first: "2017-08-31" },
    { name: "begins with the next month on the last day of one", day: "2017-08-31", first: "2017-09-30" },
    { name: "knows leap years", day: "2020-02-28", first: "2020-02-29" },
    { name: "goes on into the next year", day: "2017-12-31", first: "2018-01-31" },
  ])("$name", ({ day, first }) => {
    expect(monthEndsAfter(day, 12)[0]).toBe(first);
  });

  it("names each month once", () => {
    expect(monthEndsAfter("2017-10-31", 4)).toEqual(["2017-11-30", "2017-12-31", "2018-01-31", "2018-02-28"]);
  });
});

describe("nextMonth", () => {
  it("follows the year", () => {
    expect([nextMonth("2017-09"), nextMonth("2017-12")]).toEqual(["2017-10", "2018-01"]);
  });
});

describe("monthsFromTo", () => {
  it("has both ends", () => {
    expect(monthsFromTo("2017-11", "2018-01")).toEqual(["2017-11", "2017-12", "2018-01"]);
  });

  it("is empty when the end is before the start", () => {
    expect(monthsFromTo("2017-11", "2017-10")).toEqual([]);
  });
});
