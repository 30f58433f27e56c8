import { describe, expect, it } from "vitest";
import { usd } from "../../../src/domain/money.ts";
import { csvText } from "../../../src/report/csv/csv-text.ts";
import type { Cell } from "../../../src/report/tables/column.ts";

describe("csvText", () => {
  it.each<[string, Cell, string]>([
    ["cents half away from zero", { kind: "usd", value: usd("-0.005") }, "-0.01"],
    ["a negative amount without escape", { kind: "usd", value: usd("-5") }, "-5.00"],
    ["a gap rounded up", { kind: "usd-gap", value: usd("0.0000000001") }, "0.01"],
    ["no gap as zero", { kind: "usd-gap", value: 0n }, "0.00"],
    ["all ten places", { kind: "usd-exact", value: usd("1.5") }, "1.5000000000"],
    ["a count", { kind: "count", value: 12_345n }, "12345"],
    ["true", { kind: "boolean", value: true }, "true"],
    ["false", { kind: "boolean", value: false }, "false"],
    ["a day", { kind: "day", value: "2017-06-01" }, "2017-06-01"],
    ["percent", { kind: "percent", value: 125_000n }, "12.5000"],
    ["nothing where there is no value", { kind: "usd", value: undefined }, ""],
  ])("prints %s", (_name, cell, text) => {
    expect(csvText(cell)).toBe(text);
  });

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])("escapes %j, which a spreadsheet would run", (value) => {
    expect(csvText({ kind: "text", value })).toBe(`'${value}`);
    expect(csvText({ kind: "status", value })).toBe(`'${value}`);
  });

  it.each(["a=1", " =1", "'=1", "1-2", ""])("leaves %j as it is", (value) => {
    expect(csvText({ kind: "text", value })).toBe(value);
  });
});
