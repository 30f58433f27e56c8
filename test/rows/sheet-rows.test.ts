import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { numberFormats } from "../../src/rows/number-formats.ts";
import type { NumberedRow } from "../../src/rows/numbered-csv.ts";
import { sharedTexts } from "../../src/rows/shared-texts.ts";
import { sheetRows } from "../../src/rows/sheet-rows.ts";
import { readXml } from "../../src/rows/walk-xml.ts";
import { problemsOf } from "../fixtures/temporary-folder.ts";

const reading = { file: "book.xlsx", from1904: false, isDay: () => false, sharedText: () => undefined };

/** A text as it comes from the disk, in pieces of so many bytes. */
function pieces(text: string, size = 7): AsyncIterable<Buffer> {
  const bytes = Buffer.from(text);
  return Readable.from(
    Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size)),
  );
}

async function rowsOf(xml: string): Promise<NumberedRow[]> {
  const rows: NumberedRow[] = [];
  for await (const batch of sheetRows(pieces(xml), reading)) rows.push(...batch);
  return rows;
}

const sheet = (rows: string) =>
  `<worksheet><cols><col min="1"/></cols><sheetData>${rows}</sheetData><rowBreaks/></worksheet>`;

describe("sheetRows", () => {
  it.each([
    {
      name: "rows and cells where they say they are",
      rows: '<row r="2"><c r="B2"><v>1</v></c><c r="D2"><v>2</v></c></row><row r="9"><c r="AA9"><v>3</v></c></row>',
      is: [
        { line: 2, cells: ["", "1", "", "2"] },
        { line: 9, cells: [...Array(26).fill(""), "3"] },
      ],
    },
    {
      name: "rows and cells that do not say where they are one behind the other",
      rows: '<row><c><v>1</v></c><c/><c><v>2</v></c></row><row r="4"><c r="B4"><v>3</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row>',
      is: [
        { line: 1, cells: ["1", "", "2"] },
        { line: 4, cells: ["", "3", "4"] },
        { line: 5, cells: ["5"] },
      ],
    },
    {
      name: "no blank rows, and no empty cells at the end of others",
      rows: '<row r="1"/><row r="2"><c r="A2" s="1"/><c r="B2" t="inlineStr"><is><t> </t></is></c></row><row r="3"><c r="A3"><v>1</v></c><c r="B3"/></row>',
      is: [{ line: 3, cells: ["1"] }],
    },
    {
      name: "text of several fonts, and not how it is pronounced",
      rows: '<row><c t="inlineStr"><is><r><t>東</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 京</t></r><rPh sb="0" eb="1"><t>トウ</t></rPh></is></c></row>',
      is: [{ line: 1, cells: ["東 京"] }],
    },
    {
      name: "the last value of a formula, and nothing where there is none",
      rows: '<row><c t="str"><f>A1&amp;"x"</f><v>a &lt; b</v></c><c><f t="shared" si="0"/><v>2</v></c><c t="e"><f>NA()</f><v>#N/A</v></c><c t="b"><f>1=1</f><v>1</v></c><c><f>B1</f></c></row>',
      is: [{ line: 1, cells: ["a < b", "2", "#N/A", "TRUE"] }],
    },
    {
      name: "text in CDATA, and none between elements",
      rows: '<row>\n <c t="inlineStr">\n <is>\n <t><![CDATA[<a>]]></t>\n </is>\n </c>\n</row>',
      is: [{ line: 1, cells: ["<a>"] }],
    },
  ])("reads $name", async ({ rows, is }) => {
    expect(await rowsOf(sheet(rows))).toEqual(is);
  });

  it("reads elements with a prefix", async () => {
    const xml = sheet("<row><c><v>1</v></c></row>").replaceAll(/<(\/?)(\w)/g, "<$1x:$2");
    expect(await rowsOf(xml)).toEqual([{ line: 1, cells: ["1"] }]);
  });

  it("reads no rows of a sheet without any", async () => {
    expect(await rowsOf("<worksheet><sheetData/></worksheet>")).toEqual([]);
  });

  it("reads characters of several bytes, wherever these come apart", async () => {
    const text = "Ü€😀".repeat(20);
    expect(await rowsOf(`\uFEFF${sheet(`<row><c t="inlineStr"><is><t>${text}</t></is></c></row>`)}`)).toEqual([
      { line: 1, cells: [text] },
    ]);
  });

  it.each([
    ["is cut off", '<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c>'],
    ["is no XML", "a,b\n1,2\n"],
    ["has elements out of order", sheet('<row r="1"></c></row>')],
    ["has a character that XML has not", sheet("\u0000")],
    ["has a row before the first", sheet('<row r="0"/>')],
    ["has a row that went before", sheet('<row r="5"/><row r="5"/>')],
    ["has a row beyond the last", sheet('<row r="1048577"/>')],
    ["has a column beyond the last", sheet('<row><c r="XFE1"/></row>')],
    ["has a column of nowhere", sheet('<row><c r="1A"/></row>')],
    ["has a shared text of nowhere", sheet('<row><c t="s"><v>0</v></c></row>')],
    ["nests without end", `<worksheet>${"<a>".repeat(200)}`],
    [
      "declares texts of its own",
      '<!DOCTYPE a [<!ENTITY b "c">]><worksheet><sheetData><row><c><v>&b;</v></c></row></sheetData></worksheet>',
    ],
  ])("refuses a sheet that %s", async (_, xml) => {
    expect((await problemsOf(() => rowsOf(xml))).map(({ file, code }) => [file, code])).toEqual([
      ["book.xlsx", "broken-workbook"],
    ]);
  });

  it("refuses a text without end before it fills the memory", async () => {
    const megabyte = Buffer.alloc(2 ** 20, "x");
    let read = 0;
    async function* endless() {
      yield Buffer.from("<worksheet>");
      for (; read < 100; read += 1) yield megabyte;
    }
    const rows = sheetRows(endless(), reading);
    expect((await problemsOf(() => rows.next())).map(({ code }) => code)).toEqual(["broken-workbook"]);
    expect(read).toBeLessThan(20);
  });
});

describe("sharedTexts", () => {
  it("returns each of thousands of texts by its number", async () => {
    const texts = Array.from({ length: 3000 }, (_, index) => `Ü ${"x".repeat(index % 5)} ${index}`);
    const shared = sharedTexts();
    await readXml(
      pieces(`<sst>${texts.map((text) => `<si><t>${text}</t></si>`).join("")}</sst>`, 1000),
      shared.handler,
      "",
    );
    expect(texts.map((_, index) => shared.at(index))).toEqual(texts);
    expect([shared.at(3000), shared.at(99_999)]).toEqual([undefined, undefined]);
  });

  it("returns an empty text, text of several fonts, and half a character as it stands there", async () => {
    const shared = sharedTexts();
    const xml =
      "<sst><si/><si><t/></si><si><r><t>a</t></r><r><t>b</t></r><rPh><t>c</t></rPh></si><si><t>_xD83D_</t></si></sst>";
    await readXml(pieces(xml), shared.handler, "");
    expect([0, 1, 2, 3].map((index) => shared.at(index))).toEqual(["", "", "ab", "\uD83D"]);
  });
});

describe("numberFormats", () => {
  it("knows the styles of cells by their formats, built in or the workbook's own", async () => {
    const formats = numberFormats();
    const xml = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy"/><numFmt numFmtId="165" formatCode="0"/></numFmts>
      <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
      <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="20"/></cellXfs></styleSheet>`;
    await readXml(pieces(xml), formats.handler, "");
    expect([0, 1, 2, 3, 4, 99].map(formats.isDay)).toEqual([false, true, true, false, false, false]);
  });
});
