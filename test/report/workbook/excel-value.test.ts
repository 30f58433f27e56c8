import { describe, expect, it } from "vitest";
import { usd } from "../../../src/domain/money.ts";
import type { Cell } from "../../../src/report/tables/column.ts";
import { excelValue } from "../../../src/report/workbook/excel-value.ts";

describe("excelValue", () => {
  it.each<[string, Cell, unknown]>([
    ["rounds dollars to cents", { kind: "usd", value: usd("12.345") }, 12.35],
    ["rounds a gap up", { kind: "usd-gap", value: usd("0.0000000001") }, 0.01],
    ["keeps an id text", { kind: "text", value: "0012345" }, "0012345"],
    ["keeps a formula text", { kind: "text", value: "=1+1" }, "=1+1"],
    ["leaves empty text out", { kind: "text", value: "" }, null],
    ["leaves out what has no value", { kind: "count", value: undefined }, null],
    ["makes a day a date in UTC", { kind: "day", value: "2017-07-31" }, new Date(Date.UTC(2017, 6, 31))],
    [
      "makes the first day that Excel counts rightly a date",
      { kind: "day", value: "1900-03-01" },
      new Date("1900-03-01"),
    ],
    ["keeps an earlier day text", { kind: "day", value: "1900-02-28" }, "1900-02-28"],
    ["keeps a month text", { kind: "month", value: "2017-07" }, "2017-07"],
    ["makes percent a share", { kind: "percent", value: 125_000n }, 0.125],
    ["keeps a boolean", { kind: "boolean", value: false }, false],
    [
      "takes the largest exact number of cents",
      { kind: "usd", value: usd("90071992547409.91") },
      90_071_992_547_409.91,
    ],
    ["prints one cent more as text", { kind: "usd", value: usd("90071992547409.92") }, "90071992547409.92"],
  ])("%s", (_name, cell, value) => {
    expect(excelValue(cell)).toEqual(value);
  });
});
