import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRows } from "../../src/rows/parse-rows.ts";

describe("the rows of a table", () => {
  it("are those that csv-parse reads, where there is no quote", () => {
    const cell = fc.stringMatching(/^[a1 é.\u{1F600}-]{0,4}$/u);
    const line = fc.array(cell, { maxLength: 4 }).map((cells) => cells.join(","));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), fc.boolean(), (lines, end) => {
        const text = `id,name,day\n${lines.join("\n")}${end ? "\n" : ""}`;
        const expected = parse(text, { relax_column_count: true, skip_empty_lines: true });
        expect(parseRows(text, "table.csv").map(({ fields }) => fields)).toEqual(expected);
      }),
    );
  });

  it("know their lines, blank ones not being rows", () => {
    expect(parseRows("id,name\n\n1,a\n\n\n2,b", "table.csv").map(({ line }) => line)).toEqual([1, 3, 6]);
  });
});
