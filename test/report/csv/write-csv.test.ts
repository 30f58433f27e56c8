import { createHash } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError } from "../../../src/domain/input-error.ts";
import { csvText } from "../../../src/report/csv/csv-text.ts";
import { writeCsv } from "../../../src/report/csv/write-csv.ts";
import { tableOf } from "../../../src/report/tables/column.ts";
import { tempFolder } from "../temp-folder.ts";

const comma = { bom: false, delimiter: "," } as const;

function tableOfTexts(texts: readonly string[]) {
  return tableOf<string>(
    [
      { name: "a", title: "A", width: 9, cell: (value) => ({ kind: "text", value }) },
      { name: "b", title: "B", width: 9, cell: () => ({ kind: "usd", value: -50_000_000_000n }) },
    ],
    texts,
  );
}

describe("writeCsv", () => {
  it("writes UTF-8 with LF, and quotes what would break a row", async () => {
    const path = join(await tempFolder(), "a.csv");
    await writeCsv(path, tableOfTexts(["ü", 'x"y', "x,y", "x\ny", "x\ry", "x;=1+1", "x\t=1+1"]), comma);
    expect(await readFile(path, "utf8")).toBe(
      'a,b\nü,-5.00\n"x""y",-5.00\n"x,y",-5.00\n"x\ny",-5.00\n"x\ry",-5.00\n"x;=1+1",-5.00\n"x\t=1+1",-5.00\n',
    );
  });

  it("writes the header alone for no rows", async () => {
    const path = join(await tempFolder(), "a.csv");
    await writeCsv(path, tableOfTexts([]), comma);
    expect(await readFile(path, "utf8")).toBe("a,b\n");
  });

  it("starts with a byte order mark and uses the delimiter that the job asks for", async () => {
    const path = join(await tempFolder(), "a.csv");
    await writeCsv(path, tableOfTexts(["x;y,z"]), { bom: true, delimiter: ";" });
    expect(await readFile(path, "utf8")).toBe('\uFEFFa;b\n"x;y,z";-5.00\n');
  });

  it("returns size and hash of what it wrote", async () => {
    const path = join(await tempFolder(), "a.csv");
    const written = await writeCsv(path, tableOfTexts(["ü"]), comma);
    const bytes = await readFile(path);
    expect(written).toEqual({ bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") });
  });

  it.each([999, 1_000, 1_001, 2_000, 4_500])(
    "writes each of %i rows once, however many are printed together",
    async (count) => {
      const path = join(await tempFolder(), "a.csv");
      const texts = Array.from({ length: count }, (_, index) => `row ${index}`);
      await writeCsv(path, tableOfTexts(texts), comma);
      const rows: readonly { readonly a: string }[] = parse(await readFile(path), { columns: true });
      expect(rows.map(({ a }) => a)).toEqual(texts);
    },
  );

  it("writes rows that are made one by one", async () => {
    const path = join(await tempFolder(), "a.csv");
    await writeCsv(path, { ...tableOfTexts([]), rows: new Set(["x", "y"]).values() }, comma);
    expect(await readFile(path, "utf8")).toBe("a,b\nx,-5.00\ny,-5.00\n");
  });

  it("quotes a text with a quote, a line end or any delimiter, and no other", async () => {
    const text = fc.stringMatching(/^[a ,;\t"'\r\n=\u2028é\u{1F600}-]{0,6}$/u);
    const path = join(await tempFolder(), "a.csv");
    await fc.assert(
      fc.asyncProperty(fc.array(text), fc.constantFrom(",", ";", "\t"), async (texts, delimiter) => {
        await rm(path, { force: true });
        await writeCsv(path, tableOfTexts(texts), { bom: false, delimiter });
        const mustBeQuoted = /["\r\n,;\t]/;
        const rows = texts
          .map((value) => csvText({ kind: "text", value }))
          .map((one) => (mustBeQuoted.test(one) ? `"${one.replaceAll('"', '""')}"` : one))
          .map((one) => `${one}${delimiter}-5.00\n`);
        expect(await readFile(path, "utf8")).toBe(`a${delimiter}b\n${rows.join("")}`);
      }),
    );
  });

  it("writes a table of many megabytes whole, and hashes all of it", async () => {
    const path = join(await tempFolder(), "a.csv");
    const texts = Array.from({ length: 500 }, (_, index) => `${index} ${"ü".repeat(10_000)}`);
    const { bytes, sha256 } = await writeCsv(path, tableOfTexts(texts), comma);
    const written = await readFile(path);
    expect(written.toString("utf8")).toBe(`a,b\n${texts.map((text) => `${text},-5.00\n`).join("")}`);
    expect({ bytes, sha256 }).toEqual({
      bytes: written.length,
      sha256: createHash("sha256").update(written).digest("hex"),
    });
  });

  it.each([
    ["a;b", '"a;b"'],
    ["a,b", '"a,b"'],
    ["a\tb", '"a\tb"'],
    ['a "b"', '"a ""b"""'],
    ["a\rb", '"a\rb"'],
    ["a\nb", '"a\nb"'],
    ["=a;b", `"'=a;b"`],
    ['="a"', `"'=""a"""`],
    ["\ra", `"'\ra"`],
    ["-5", "'-5"],
    ["", ""],
  ])("writes %j between semicolons as %j", async (text, written) => {
    const path = join(await tempFolder(), "a.csv");
    await writeCsv(path, tableOfTexts([text]), { bom: false, delimiter: ";" });
    expect(await readFile(path, "utf8")).toBe(`a;b\n${written};-5.00\n`);
  });

  it("names the path when the folder is missing", async () => {
    const path = join(await tempFolder(), "missing", "a.csv");
    const refused = writeCsv(path, tableOfTexts([]), comma);
    await expect(refused).rejects.toThrow(InputError);
    await expect(refused).rejects.toThrow(path);
  });
});
