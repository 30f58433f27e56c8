import { describe, expect, it } from "vitest";
import { cellText, decimalText } from "../../src/rows/cell-text.ts";
import { showsDay } from "../../src/rows/number-formats.ts";

function text(value: string, cell: { type?: string; isDate?: boolean; from1904?: boolean } = {}): string | undefined {
  const { type, isDate = false, from1904 = false } = cell;
  const sharedText = (index: number) => ["none", "shared"][index];
  return cellText({ type, isDate, value }, { from1904, sharedText });
}

describe("cellText", () => {
  it.each([
    { name: "a number", value: "1284501", is: "1284501" },
    { name: "a number with an exponent", value: "1.2845E6", is: "1284500" },
    { name: "a number as a computer adds it up", value: "1.1000000000000001", is: "1.1" },
    { name: "a small number", value: "-2.5000000000000001E-9", is: "-0.0000000025" },
    { name: "an empty cell", value: "", is: "" },
    { name: "a number that is none", value: "1,5", is: "1,5" },
    { name: "shared text", value: "1", type: "s", is: "shared" },
    { name: "shared text that is not there", value: "2", type: "s", is: undefined },
    { name: "shared text without a number", value: "", type: "s", is: undefined },
    { name: "the text of a formula", value: "007", type: "str", is: "007" },
    { name: "text in the cell", value: " a ", type: "inlineStr", is: " a " },
    { name: "text with an escaped character", value: "a_x000D_\nb_x005F_x", type: "inlineStr", is: "a\r\nb_x" },
    { name: "yes", value: "1", type: "b", is: "TRUE" },
    { name: "no", value: "0", type: "b", is: "FALSE" },
    { name: "no as a word", value: "false", type: "b", is: "FALSE" },
    { name: "an error", value: "#N/A", type: "e", is: "#N/A" },
    { name: "a day that is written out", value: "2017-06-01T00:00:00", type: "d", is: "2017-06-01" },
    { name: "a time that is written out", value: "2017-06-01T12:30:00Z", type: "d", is: "2017-06-01T12:30:00Z" },
  ])("reads $name", ({ value, type, is }) => {
    expect(text(value, type === undefined ? {} : { type })).toBe(is);
  });

  it.each([
    ["42887", "2017-06-01"],
    ["42887.5", "2017-06-01T12:00:00"],
    ["42887.000011574077", "2017-06-01T00:00:01"],
    ["42886.999999999993", "2017-06-01"],
    ["42886.99999", "2017-05-31T23:59:59.136"],
    ["61", "1900-03-01"],
    ["59", "1900-02-28"],
    ["1", "1900-01-01"],
    ["2958465", "9999-12-31"],
    ["2958466", "2958466"],
    ["60", "60"],
    ["0.5", "0.5"],
    ["-1", "-1"],
    ["1E+300", `1${"0".repeat(300)}`],
  ])("reads the date %s as %s", (value, is) => {
    expect(text(value, { isDate: true })).toBe(is);
  });

  it.each([
    ["41425", "2017-06-01"],
    ["0", "1904-01-01"],
    ["2957003", "9999-12-31"],
    ["2957004", "2957004"],
    ["-1", "-1"],
  ])("reads the date %s of a workbook that counts from 1904 as %s", (value, is) => {
    expect(text(value, { isDate: true, from1904: true })).toBe(is);
  });
});

describe("decimalText", () => {
  it.each([
    [1e-7, "0.0000001"],
    [-1.25e-7, "-0.000000125"],
    [1e21, "1000000000000000000000"],
    [1.5e22, "15000000000000000000000"],
    [0.1 + 0.2, "0.30000000000000004"],
    [-0, "0"],
  ])("writes %d as %s", (number, is) => {
    expect(decimalText(number)).toBe(is);
    expect(Number(is)).toBe(number === 0 ? 0 : number);
  });
});

describe("showsDay", () => {
  it.each([
    "yyyy-mm-dd",
    "m/d/yy",
    "[$-409]d-mmm-yy;@",
    "mmm",
    "mm",
    "dd.mm.yyyy\\ hh:mm",
    "[Red]d;0",
    "[$-411]ge.m.d",
  ])("finds one in %s", (format) => expect(showsDay(format)).toBe(true));

  it.each([
    ...["General", "0.00", "#,##0.00\\ [$USD]", '0 "days"', "0.00E+00", "h:mm AM/PM", "[h]:mm:ss", "mm:ss", "@"],
    ...["#,##0_d", "0\\d", "0;yyyy", ""],
  ])("finds none in %j", (format) => expect(showsDay(format)).toBe(false));
});
