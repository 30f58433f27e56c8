import { describe, expect, it } from "vitest";
import type { GroupLayout } from "../../../src/partials/groups.ts";
import { groupingStatements, type SparkSet } from "../../../src/partials/spark/statements.ts";

const layout: GroupLayout = {
  ...{ delimiter: ",", linesBefore: 0, width: 6, decimal: "." },
  positions: new Map([
    ["partner", 0],
    ["day", 3],
    ["amount_usd", 4],
  ]),
  exclusions: [5, undefined],
};
const set: SparkSet = {
  ...{ name: "set_1", files: ["consumption/a.csv"], layout, lineEnd: "\n" },
  headers: ["partner_id,customer,subscription,date,amount_usd,charge"],
};
const places = { input: "file:///in", target: "file:///stage/run/set_1" };
const textOf = (changes: Partial<SparkSet> = {}) => groupingStatements({ ...set, ...changes }, places).join(";\n");

describe("groupingStatements", () => {
  it("reads lines as text, cut at the line ends of the header, and nothing else", () => {
    expect(textOf()).toContain("USING text OPTIONS (path 'file:///in/consumption/a.csv', lineSep '\\n')");
    expect(textOf({ lineEnd: "\r\n" })).toContain("lineSep '\\r\\n'");
    expect(textOf()).not.toMatch(/from_csv|USING csv/i);
  });

  it("groups by file, state, and the raw text of every column that is read, and no other", () => {
    const [insert = ""] = groupingStatements(set, places).slice(-1);
    expect(insert).toMatch(/^INSERT OVERWRITE DIRECTORY 'file:\/\/\/stage\/run\/set_1' USING parquet/);
    expect(insert).toMatch(/GROUP BY path, state, partner, day, exclude_1, amount_usd$/);
    expect(textOf()).not.toContain("AS c1");
  });

  it("uses only functions that every Spark since 3.5 has, in the way that Photon and others have them too", () => {
    const words = new Set(textOf({ lineEnd: "\r\n" }).match(/[a-zA-Z_]+(?=\()/g));
    const allowed = [
      ...["split", "transform", "array_join", "replace", "get", "startswith", "endswith", "contains", "try_cast"],
      ...[
        "input_file_name",
        "size",
        "concat",
        "octet_length",
        "substring",
        "length",
        "nullif",
        "coalesce",
        "count",
        "sum",
      ],
      ...["DECIMAL", "OPTIONS", "IN", "AND", "OR", "FROM", "AS", "THEN", "CAST", "WHEN"],
    ];
    expect([...words].filter((word) => !allowed.includes(word))).toEqual([]);
  });

  it("has patterns that RE2 reads as Java does: no look-around, no back reference, nothing possessive", () => {
    const patterns = [...textOf().matchAll(/RLIKE '([^']*)'/g)].map(([, pattern = ""]) => pattern);
    expect(patterns.length).toBeGreaterThan(1);
    for (const pattern of patterns) expect(pattern).not.toMatch(/\(\?|\\\\[1-9]|[*+?}][+]|&&/);
  });

  it("knows the header as written, with a byte order mark or without, and escapes what it has", () => {
    const text = textOf({ headers: [`"it's",b`] });
    expect(text).toContain(
      "WHEN line IN ('\\u0022it\\u0027s\\u0022,b', '\\ufeff\\u0022it\\u0027s\\u0022,b') THEN 'header'",
    );
  });

  it("names at most 500 files in a pattern, and reads the views together", () => {
    const files = Array.from({ length: 1_201 }, (_, index) => `${index}.csv`);
    const statements = groupingStatements({ ...set, files }, places);
    expect(statements.filter((text) => text.includes("USING text"))).toHaveLength(3);
    expect(statements[3]?.match(/UNION ALL/g)).toHaveLength(2);
  });

  it.each<[string, GroupLayout["positions"], string]>([
    ["dollars only", new Map([["amount_usd", 0]]), "CASE WHEN state = 'row' AND amount_text"],
    [
      "dollars, else another amount",
      new Map([
        ["amount_usd", 0],
        ["amount", 1],
      ]),
      "state = 'row' AND c0 IS NOT NULL AND",
    ],
    [
      "a currency",
      new Map([
        ["amount", 0],
        ["currency", 1],
      ]),
      "coalesce(c1 = 'USD', false) AND",
    ],
  ])("sums only what is in dollars as written: %s", (_, positions, condition) => {
    expect(textOf({ layout: { ...layout, positions } })).toContain(condition);
  });

  it("reads a decimal comma where the source has one", () => {
    expect(textOf({ layout: { ...layout, decimal: "," } })).toContain("replace(amount_text, ',', '.')");
  });
});
