import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { printRow } from "../../../src/report/csv/write-csv.ts";

describe("a row of CSV", () => {
  it.each([
    [["1234567", "Contoso", "12.50"], "1234567,Contoso,12.50\n"],
    [["1234567", "", ""], "1234567,,\n"],
    [["Contoso, Inc."], '"Contoso, Inc."\n'],
    [['the "old" one', "a"], '"the ""old"" one",a\n'],
    [["two\nlines"], '"two\nlines"\n'],
    [["a\rb"], '"a\rb"\n'],
  ])("of %j is %j", (cells, expected) => {
    expect(printRow(cells, ",")).toBe(expected);
  });

  it("is what csv-stringify prints, with any delimiter and any text", () => {
    const text = fc.stringMatching(/^[a ,;\t"'\r\n=é\u{1F600}-]{0,6}$/u);
    const rows = fc.array(fc.array(text, { minLength: 2, maxLength: 6 }), { maxLength: 8 });
    fc.assert(
      fc.property(rows, fc.constantFrom(",", ";", "\t"), (table, delimiter) => {
        const expected = stringify(table, { delimiter, record_delimiter: "\n", quoted_match: /[\r\n]/ });
        expect(table.map((row) => printRow(row, delimiter)).join("")).toBe(expected);
      }),
    );
  });
});
