import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isRealDay, monthOf, parseDay } from "../../src/domain/day.ts";

describe("parseDay", () => {
  it.each([
    ["2017-06-01", "2017-06-01"],
    [" 2017-06-01 ", "2017-06-01"],
    ["\uFEFF2017-06-01", "2017-06-01"],
    ["2017-06-01T00:00:00Z", "2017-06-01"],
    ["2017-06-01T00:00Z", "2017-06-01"],
    ["2017-06-01T23:59:59.9999999Z", "2017-06-01"],
    ["2017-06-01T23:30:00-08:00", "2017-06-01"],
    ["2017-06-01T00:00:00", "2017-06-01"],
    ["2017-06-01 00:00:00", "2017-06-01"],
    ["2017-06-01 23:59", "2017-06-01"],
    ["06/01/2017", "2017-06-01"],
    ["6/1/2017", "2017-06-01"],
    ["6/1/17", "2017-06-01"],
    ["6/1/00", "2000-06-01"],
    ["2/28/2019 23:59", "2019-02-28"],
    ["2/1/2019 0:00", "2019-02-01"],
    ["2017-06", "2017-06-01"],
    ["Jun-2017", "2017-06-01"],
    ["jun-2017", "2017-06-01"],
    ["June 2017", "2017-06-01"],
    ["MAY 2017", "2017-05-01"],
    ["September-2017", "2017-09-01"],
    ["2016-02-29", "2016-02-29"],
    ["2000-02-29", "2000-02-29"],
    ["2/29/16", "2016-02-29"],
  ])("reads %j as %s", (text, day) => {
    expect(parseDay(text)).toBe(day);
  });

  it.each([
    ["31/05/2017", "2017-05-31"],
    ["1/6/17", "2017-06-01"],
    ["31/05/2017 23:59", "2017-05-31"],
    ["2017-06-01", "2017-06-01"],
  ])("reads %j with the day first as %s", (text, day) => {
    expect(parseDay(text, "dmy")).toBe(day);
  });

  it.each([
    "",
    "NULL",
    "epoch",
    "infinity",
    "2017/06/01",
    "2017-06-01garbage",
    "2017-06-01 garbage",
    "2017-06-01T",
    "2017-06-01T24:00:00Z",
    "2017-06-01T12:60",
    "2017-06-01T12:00:00Zulu",
    "2017-06-01T00:00:00+0000",
    "2017-06-01 12",
    "2017-6-1",
    "20170601",
    "2017-02-29",
    "1900-02-29",
    "2017-02-30",
    "2017-04-31",
    "2017-13-01",
    "2017-00-01",
    "2017-06-00",
    "0000-01-01",
    "31/05/2017",
    "2/29/17",
    "6/1/017",
    "6/1/20170",
    "6/1",
    "2017-13",
    "2017-6",
    "Juni 2017",
    "Ju-2017",
    "Jun-17",
    "June 2017 x",
    "12/31/2017 25:00",
    "42887",
  ])("refuses %j", (text) => {
    expect(parseDay(text)).toBeUndefined();
  });

  it("refuses a month beyond the twelfth where the day comes first", () => {
    expect(parseDay("05/31/2017", "dmy")).toBeUndefined();
  });

  it("reads every real day back in each of its forms", () => {
    const days = fc.date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(days, (date) => {
        const day = date.toISOString().slice(0, 10);
        const [year = "", month = "", dayOfMonth = ""] = day.split("-");
        const forms = [
          day,
          `${month}/${dayOfMonth}/${year}`,
          `${Number(month)}/${Number(dayOfMonth)}/${year.slice(2)}`,
        ];
        for (const form of forms) expect(parseDay(form)).toBe(day);
        expect(parseDay(`${dayOfMonth}/${month}/${year}`, "dmy")).toBe(day);
      }),
    );
  });
});

describe("isRealDay", () => {
  it("holds for ISO days that exist only", () => {
    expect(isRealDay("2016-02-29")).toBe(true);
    expect(isRealDay("2017-02-29")).toBe(false);
    expect(isRealDay("06/01/2017")).toBe(false);
    expect(isRealDay("2017-06")).toBe(false);
    expect(isRealDay(" 2017-06-01")).toBe(false);
  });
});

describe("monthOf", () => {
  it("is the month that a day lies in", () => {
    expect(monthOf("2017-06-30")).toBe("2017-06");
  });
});
