import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  dayHint,
  fitsBothOrders,
  isInDoubt,
  isOrderDoubtful,
  isRealDay,
  monthOf,
  parseDay,
} from "../../src/domain/day.ts";

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
    ["20170601", "2017-06-01"],
    ["2017/06/01", "2017-06-01"],
    ["2017/6/1 0:00", "2017-06-01"],
    ["2017-6-1", "2017-06-01"],
    ["1-Jun-17", "2017-06-01"],
    ["01-Jun-2017", "2017-06-01"],
    ["1-june-2017 11:59 pm", "2017-06-01"],
    ["01.06.2017", "2017-06-01"],
    ["1.6.17", "2017-06-01"],
    ["06-01-2017", "2017-06-01"],
    ["6/17/2017 12:00:00 AM", "2017-06-17"],
    ["6/17/2017 12:00:00AM", "2017-06-17"],
    ["2017-06-19T00:00:00.000", "2017-06-19"],
    ["2017-06-20 00:00:00+00:00", "2017-06-20"],
    ["2017-06-20 00:00:00 +0000", "2017-06-20"],
    ["2017-06-22T00:00:00-07:00", "2017-06-22"],
    ["2017-06-01T00:00:00 Z", "2017-06-01"],
    ["2017-06-01 9:05", "2017-06-01"],
    ["201706", "2017-06-01"],
    ["Jun-17", "2017-06-01"],
    ["06/06/2017", "2017-06-06"],
  ])("reads %j as %s", (text, day) => {
    expect(parseDay(text)).toBe(day);
  });

  it.each([
    ["31/05/2017", "2017-05-31"],
    ["1/6/17", "2017-06-01"],
    ["31/05/2017 23:59", "2017-05-31"],
    ["2017-06-01", "2017-06-01"],
    ["31-05-2017", "2017-05-31"],
    ["1.6.17", "2017-06-01"],
    ["06/06/2017", "2017-06-06"],
  ])("reads %j with the day first as %s", (text, day) => {
    expect(parseDay(text, "dmy")).toBe(day);
  });

  it.each([
    "",
    "NULL",
    "epoch",
    "infinity",
    "2017-06-01garbage",
    "2017-06-01 garbage",
    "2017-06-01T",
    "2017-06-01T24:00:00Z",
    "2017-06-01T12:60",
    "2017-06-01T12:00:00Zulu",
    "2017-06-01 12",
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
    "June 2017 x",
    "12/31/2017 25:00",
    "42887",
    "2017/06-01",
    "6-1-17",
    "31.6.2017",
    "06.13.2017",
    "6.1.017",
    "1-Juni-17",
    "1/Jun/17",
    "Jun 17",
    "2017-06 00:00",
    "201713",
    "2017061",
    "20170631",
    "6/17/2017 13:00 PM",
    "6/17/2017 12:00 XM",
    "2017-06-01 24:00",
    "2017-06-01 0:60",
    "2017-06-01 00:00:60",
    "2017-06-01 00:00.5",
    "2017-06-01 00:00+25:00",
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

describe("dates that fit both orders", () => {
  it.each([
    ["6/5/2017", true],
    ["6/13/2017", false],
    ["6/6/2017", false],
    ["6-5-2017", true],
    ["6.5.2017", false],
    ["2017-06-05", false],
    ["soon", false],
  ])("%j: %s", (text, expected) => {
    expect(fitsBothOrders(text)).toBe(expected);
  });

  it("are doubtful where more dates fit only the other order", () => {
    const even = [
      ["13/6/2017", 1],
      ["6/13/2017", 1],
      ["6/5/2017", 1000],
      ["2017-06-13", 1000],
    ] as const;
    expect(isOrderDoubtful(even)).toBe(false);
    expect(isOrderDoubtful([...even, ["14/6/2017", 1]])).toBe(true);
    expect(
      isOrderDoubtful([
        ["6/13/2017", 2],
        ["13/6/2017", 1],
      ]),
    ).toBe(false);
    expect(
      isOrderDoubtful(
        [
          ["6/13/2017", 2],
          ["13/6/2017", 1],
        ],
        "dmy",
      ),
    ).toBe(true);
  });

  it("have a hint that names the setting", () => {
    expect(dayHint("31/05/2017", undefined)).toContain("dateOrder: dmy");
    expect(dayHint("05/31/2017", "dmy")).toContain("dateOrder: mdy");
    expect(dayHint("soon", undefined)).toBe("");
  });
});

describe("isInDoubt", () => {
  it.each([
    { text: "31/05/2017", order: "mdy", said: true, why: "fits only the other order" },
    { text: "05/06/2017", order: "mdy", said: true, why: "fits both" },
    { text: "05/31/2017", order: "mdy", said: false, why: "fits only its own" },
    { text: "05/31/2017", order: "dmy", said: true, why: "fits only the other order" },
    { text: "05/05/2017", order: "mdy", said: false, why: "is one day in both" },
    { text: "2017-05-06", order: "mdy", said: false, why: "has one order only" },
    { text: "soon", order: "mdy", said: false, why: "is no day" },
  ] as const)("says $said of $text, read as $order: it $why", ({ text, order, said }) => {
    expect(isInDoubt(text, order)).toBe(said);
  });
});
