import { describe, expect, it } from "vitest";
import { fieldsOfRows } from "../../src/rows/row-fields.ts";
import { rowScanner, type ScannedRow } from "../../src/rows/scan-rows.ts";

/** Scans a text that comes in chunks of so many bytes. */
function scan(text: string, chunkBytes: number): ScannedRow[] {
  const rows: ScannedRow[] = [];
  const scanner = rowScanner({ file: "a.csv", delimiter: ",", withBytes: true }, (row) => rows.push(row));
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += chunkBytes) scanner.push(bytes.subarray(at, at + chunkBytes));
  scanner.end();
  return rows;
}

it.each([
  [2_097_152, false],
  [2_097_153, true],
])("takes a row of %i bytes without its line end for too long: %s", (bytes, tooLong) => {
  for (const lineEnd of ["\n", "\r\n", ""]) {
    const [, row] = scan(`a\n${"x".repeat(bytes)}${lineEnd}`, 1_000_000);
    expect(row?.tooLong).toBe(tooLong);
  }
});

// 2, 4 and 5 cut inside a mark, 3 behind it.
describe.each([1, 2, 3, 4, 5, 1000])("a file that comes in chunks of %i bytes", (chunkBytes) => {
  it("may have byte order marks where a row begins with a quoted field", () => {
    const rows = scan('a,b\n\uFEFF"line one\nline two",1\n\uFEFF\uFEFF"x,y",2\n\uFEFFz,3\n', chunkBytes);
    expect(rows.map(({ line, oddQuote, brokenQuote }) => [line, oddQuote, brokenQuote])).toEqual(
      [1, 2, 4, 5].map((line) => [line, false, false]),
    );
    const fields = fieldsOfRows(rows, ",");
    expect(fields.slice(1)).toEqual([
      ["line one\nline two", "1"],
      ["x,y", "2"],
      ["z", "3"],
    ]);
  });

  it("has a quote inside a field where a byte order mark stands anywhere else", () => {
    const rows = scan('a,b\n1,\uFEFF"x"\ny\uFEFF"z",2\n', chunkBytes);
    expect(rows.map(({ oddQuote }) => oddQuote)).toEqual([false, true, true]);
  });
});
