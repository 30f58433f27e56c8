import { symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRows } from "../../src/rows/parse-rows.ts";
import { cell, columnPosition, readTable, type Table } from "../../src/rows/read-table.ts";
import { problemsOf, temporaryFolder } from "../fixtures/temporary-folder.ts";

const write = temporaryFolder();

function read(content: string | Buffer, name = "table.csv"): Table {
  return readTable(write(name, content));
}

function problemOf(action: () => unknown) {
  return problemsOf(action)[0];
}

const two = [
  { line: 2, fields: ["1", "2"] },
  { line: 3, fields: ["3", "4"] },
];

describe("readTable", () => {
  it.each([
    { name: "reads commas and line feeds", content: "a,b\n1,2\n3,4\n" },
    { name: "reads a last line without an end", content: "a,b\n1,2\n3,4" },
    { name: "reads semicolons", content: "a;b\n1;2\n3;4\n" },
    { name: "reads tabs", content: "a\tb\n1\t2\n3\t4\n" },
    { name: "reads CRLF", content: "a,b\r\n1,2\r\n3,4\r\n" },
    { name: "reads CRLF and LF in one file", content: "a,b\r\n1,2\n3,4\r\n" },
    { name: "reads a byte order mark", content: "\uFEFFa,b\n1,2\n3,4\n" },
    { name: "reads a second byte order mark on the first row of data", content: '\uFEFFa,b\n\uFEFF"1",2\n3,4\n' },
    { name: "reads UTF-16 little-endian", content: Buffer.from("\uFEFFa,b\n1,2\n3,4\n", "utf16le") },
    { name: "reads UTF-16 big-endian", content: Buffer.from("\uFEFFa,b\n1,2\n3,4\n", "utf16le").swap16() },
    { name: "ignores one empty field too many", content: "a,b\n1,2,\n3,4\n" },
  ])("$name", ({ content }) => {
    const table = read(content);
    expect(table.header).toEqual(["a", "b"]);
    expect(table.rows).toEqual(two);
    expect(table.broken).toEqual([]);
  });

  it("reads gzip by the file's ending", () => {
    expect(read(gzipSync("a,b\n1,2\n3,4\n"), "table.csv.gz").rows).toEqual(two);
  });

  it("reads a header without rows as an empty table", () => {
    expect(read("a,b\n")).toMatchObject({ header: ["a", "b"], rows: [], broken: [] });
  });

  it("names the line on which a row starts, past blank lines and quoted line ends", () => {
    const table = read('a,b\n\n"1\r\nx\ny",2\n\n\n3,4\n5,"6\n7"\n8,9\n');
    expect(table.rows.map((row) => row.line)).toEqual([3, 8, 9, 11]);
    expect(table.rows[0]?.fields).toEqual(["1\nx\ny", "2"]);
    expect(table.rawOf(9)).toBe('5,"6\n7"');
  });

  it("does the same where a quote elsewhere is out of order", () => {
    const table = read('a,b\n\n"1\r\nx\ny",2\n\n\n3,4\n5,"6\n7"\n"8"x,9\n10,"1""1"\n');
    expect(table.rows.map((row) => row.line)).toEqual([3, 8, 9, 12]);
    expect(table.rows.at(-1)?.fields).toEqual(["10", '1"1']);
    expect(table.broken).toMatchObject([{ line: 11, code: "quote" }]);
    expect(table.rawOf(11)).toBe('"8"x,9');
  });

  it("keeps a quote inside an unquoted field as text", () => {
    expect(read('a,b\n3" pipe,2\n').rows).toEqual([{ line: 2, fields: ['3" pipe', "2"] }]);
  });

  it.each([
    { name: "too few fields", row: "1", found: "Found 1 field, expected 2 as in the header." },
    { name: "a filled field too many", row: "1,2,3", found: "Found 3 fields, expected 2 as in the header." },
    { name: "two empty fields too many", row: "1,2,,", found: "Found 4 fields, expected 2 as in the header." },
  ])("breaks a row with $name", ({ row, found }) => {
    const table = read(`a,b\n${row}\n3,4\n`);
    expect(table.rows).toEqual([two[1]]);
    expect(table.broken).toEqual([{ line: 2, code: "field-count", message: found }]);
    expect(table.rawOf(2)).toBe(row);
  });

  it("breaks only the row whose bytes are no UTF-8", () => {
    const table = read(Buffer.concat([Buffer.from("a,b\n1,M\xfcnchen\n", "latin1"), Buffer.from("3,München\n")]));
    expect(table.rows).toEqual([{ line: 3, fields: ["3", "München"] }]);
    expect(table.broken).toMatchObject([{ line: 2, code: "encoding" }]);
  });

  it("reads Latin-1 where the operator says so", () => {
    const path = write("latin.csv", Buffer.from("a,b\n1,M\xfcnchen\n", "latin1"));
    expect(readTable(path, { encoding: "latin-1" }).rows).toEqual([{ line: 2, fields: ["1", "München"] }]);
  });

  it("cuts a raw row at 1,000 characters", () => {
    expect(read(`a,b\n${"x".repeat(2000)}\n`).rawOf(2)).toHaveLength(1000);
  });

  it("names the line on which a quote opens that is never closed", () => {
    const problem = problemOf(() => read('a,b\n1,2\n3,"4\n5,6\n7,8\n'));
    expect(problem).toMatchObject({ file: "table.csv", line: 3 });
    expect(problem?.found).toContain("never closed");
  });

  it.each([
    { name: "an empty file", content: "", found: "an empty file, without even a header" },
    { name: "a file of one byte order mark", content: "\uFEFF\n", found: "an empty file, without even a header" },
    {
      name: "a header with quotes out of order",
      content: '"a"x,b\n1,2\n',
      found: "a header line whose quotes are out of order",
    },
  ])("refuses $name", ({ content, found }) => {
    expect(problemOf(() => read(content))?.found).toBe(found);
  });

  it("refuses what only claims to be gzip, and gzip that is cut off", () => {
    const found = "a file that ends in .gz but is not gzip, is cut off, or goes on behind its end";
    expect(problemOf(() => read("a,b\n1,2\n", "plain.csv.gz"))?.found).toBe(found);
    expect(problemOf(() => read(gzipSync("a,b\n1,2\n").subarray(0, 20), "cut.csv.gz"))?.found).toBe(found);
  });

  it("does not follow a link", () => {
    const path = write("real.csv", "a,b\n1,2\n");
    const link = join(dirname(path), "link.csv");
    symlinkSync(path, link);
    expect(problemOf(() => readTable(link))?.found).toBe("a folder, a link or a device");
  });

  it("refuses a file that is not there", () => {
    expect(problemOf(() => readTable("/nowhere/none.csv"))?.found).toContain("ENOENT");
  });
});

describe("parseRows", () => {
  const field = fc.string({ unit: fc.constantFrom("a", "1", ",", ";", '"', "\n", " ", "ü") });
  const quoted = (fields: readonly string[]) => fields.map((text) => `"${text.replaceAll('"', '""')}"`).join(",");

  it("gives every field back, and the line of every row, with and without a wrong quote in another row", () => {
    const tables = fc.array(fc.array(field, { minLength: 2, maxLength: 3 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(tables, fc.integer({ min: 0, max: 2 }), (fields, blanks) => {
        const gap = "\n".repeat(blanks + 1);
        const text = `a,b${gap}${fields.map(quoted).join(gap)}${gap}`;
        const rows = parseRows(text, "table.csv").slice(1);
        const careful = parseRows(`${text}"x"y,z\n`, "table.csv").slice(1, -1);
        expect(rows.map((row) => row.fields)).toEqual(fields);
        expect(careful).toEqual(rows);
        const before = fields.map(
          (_, index) =>
            `a,b${gap}${fields
              .slice(0, index)
              .map((row) => quoted(row) + gap)
              .join("")}`,
        );
        expect(rows.map((row) => row.line)).toEqual(before.map((part) => part.split("\n").length));
      }),
    );
  });
});

describe("columnPosition", () => {
  it("finds the first alternative that the header has, ignoring case and spaces", () => {
    expect(columnPosition(["Partner Name", "Abonnement (MPNID)"], ["MpnId"])).toBe(1);
    expect(columnPosition(["Partner Name"], ["MpnId"])).toBeUndefined();
  });
});

describe("cell", () => {
  it("is trimmed, and empty where there is no such column", () => {
    const row = { line: 2, fields: [" 1 "] };
    expect(cell(row, 0)).toBe("1");
    expect(cell(row, undefined)).toBe("");
  });
});
