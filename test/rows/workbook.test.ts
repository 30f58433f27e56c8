import ExcelJS from "exceljs";
import JSZip from "jszip";
import { describe, expect, it } from "vitest";
import { type NumberedRow, numberedCsv } from "../../src/rows/numbered-csv.ts";
import { isBroken, rawText, readRows } from "../../src/rows/read-rows.ts";
import { openWorkbook } from "../../src/rows/workbook.ts";
import { problemsOf, temporaryFolder } from "../fixtures/temporary-folder.ts";
import { zipBytes } from "../fixtures/zip-bytes.ts";

const write = temporaryFolder();
let workbooks = 0;

/** Opens a workbook of some bytes. */
function open(bytes: Buffer) {
  workbooks += 1;
  return openWorkbook({ where: write(`${workbooks}.xlsx`, bytes), file: "book.xlsx", maxBytes: 2 ** 30 });
}

/** All rows of all sheets. */
async function sheetsOf(bytes: Buffer): Promise<Record<string, NumberedRow[]>> {
  const workbook = await open(bytes);
  const sheets: Record<string, NumberedRow[]> = {};
  for (const sheet of workbook.sheets) {
    sheets[sheet] = [];
    for await (const rows of workbook.rows(sheet)) sheets[sheet].push(...rows);
    expect(await workbook.firstRow(sheet)).toEqual(sheets[sheet]?.[0]);
  }
  return sheets;
}

async function codes(bytes: Buffer): Promise<string[]> {
  return (await problemsOf(() => sheetsOf(bytes))).map(({ file, code }) => `${file} ${code}`);
}

async function made(fill: (workbook: ExcelJS.Workbook) => void): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  fill(workbook);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

const june = new Date(Date.UTC(2017, 5, 1));

/** The parts of a small workbook, as a program that knows the standard well might write them. */
const parts: Readonly<Record<string, string>> = {
  "_rels/.rels":
    '<Relationships><Relationship Id="a" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/book/main.xml"/></Relationships>',
  "book/main.xml":
    '<x:workbook xmlns:x="a" xmlns:rel="b"><x:workbookPr date1904="1"/><x:sheets><x:sheet name="One" sheetId="1" rel:id="s1"/><x:sheet name="Chart" sheetId="2" rel:id="c1"/></x:sheets></x:workbook>',
  "book/_rels/main.xml.rels":
    '<Relationships><Relationship Id="s1" Type="x/worksheet" Target="../Pages/First.xml"/><Relationship Id="c1" Type="x/chartsheet" Target="chart.xml"/><Relationship Id="t" Type="x/sharedStrings" Target="texts.xml"/><Relationship Id="f" Type="x/styles" Target="styles.xml"/></Relationships>',
  "pages/first.xml":
    '<x:worksheet xmlns:x="a"><x:sheetData><x:row><x:c t="s"><x:v>0</x:v></x:c></x:row><x:row><x:c s="1"><x:v>41425</x:v></x:c></x:row></x:sheetData></x:worksheet>',
  "book/texts.xml": "<sst><si><t>day</t></si></sst>",
  "book/styles.xml": '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
};

function packed(changed: Readonly<Record<string, string | undefined>> = {}): Buffer {
  const all = Object.entries({ ...parts, ...changed });
  return zipBytes(all.flatMap(([name, content]) => (content === undefined ? [] : [{ name, content }])));
}

describe("openWorkbook", () => {
  it("reads the values that a person sees", async () => {
    const bytes = await made((workbook) => {
      const sheet = workbook.addWorksheet("Usage");
      sheet.addRow(["id", "day", "amount", "ok", "error", "link", "rich", "sum", "when"]);
      sheet.addRow([
        ...[1284501, june, 0.1 + 0.2, true, { error: "#N/A" }, { text: "Contoso", hyperlink: "https://example.com" }],
        ...[{ richText: [{ text: "a" }, { font: { bold: true }, text: "b" }] }, { formula: "A2*2", result: 2569002 }],
        { formula: "B2", result: june },
      ]);
      sheet.addRow([{ formula: "NA()", result: { error: "#N/A" } }, { formula: "1=2", result: false }, "'007", "Ü€😀"]);
    });
    expect(await sheetsOf(bytes)).toEqual({
      Usage: [
        { line: 1, cells: ["id", "day", "amount", "ok", "error", "link", "rich", "sum", "when"] },
        {
          line: 2,
          cells: [
            "1284501",
            "2017-06-01",
            "0.30000000000000004",
            "TRUE",
            "#N/A",
            "Contoso",
            "ab",
            "2569002",
            "2017-06-01",
          ],
        },
        { line: 3, cells: ["#N/A", "FALSE", "'007", "Ü€😀"] },
      ],
    });
  });

  it("reads hidden sheets, sheets without rows, gaps, merged cells and odd names", async () => {
    const bytes = await made((workbook) => {
      workbook.addWorksheet("Hidden", { state: "veryHidden" }).addRow(["a"]);
      workbook.addWorksheet("Nothing");
      const sheet = workbook.addWorksheet("März & Co <1>");
      sheet.getCell("B2").value = "merged";
      sheet.mergeCells("B2:C3");
      sheet.getCell("E3").value = 1;
      sheet.getCell("A7").value = new Date(Date.UTC(2017, 5, 1, 13, 30));
    });
    expect(await sheetsOf(bytes)).toMatchObject({
      Hidden: [{ line: 1, cells: ["a"] }],
      Nothing: [],
      "März & Co <1>": [{ line: 2, cells: ["", "merged"] }, { line: 3 }, { line: 7, cells: ["2017-06-01T13:30:00"] }],
    });
  });

  it("follows the parts wherever they stand, whatever they are called", async () => {
    expect(await sheetsOf(packed())).toEqual({
      One: [
        { line: 1, cells: ["day"] },
        { line: 2, cells: ["2017-06-01"] },
      ],
    });
  });

  it("takes names of sheets as they are", async () => {
    const main = parts["book/main.xml"]?.replace('"One"', '"2017/06&#10;x"');
    expect(Object.keys(await sheetsOf(packed({ "book/main.xml": main })))).toEqual(["2017/06\nx"]);
  });

  it.each([
    ["without its list of sheets", { "book/main.xml": undefined }],
    ["without a sheet that it lists", { "pages/first.xml": undefined }],
    ["without its texts", { "book/texts.xml": undefined }],
    ["with fewer texts than it uses", { "book/texts.xml": "<sst/>" }],
    [
      "with two sheets of a name",
      {
        "book/main.xml": parts["book/main.xml"]?.replace(
          "<x:sheet ",
          '<x:sheet name="One" sheetId="3" rel:id="s1"/><x:sheet ',
        ),
      },
    ],
    [
      "with two sheets that are one",
      {
        "book/main.xml": parts["book/main.xml"]?.replace(
          "<x:sheet ",
          '<x:sheet name="Two" sheetId="3" rel:id="s1"/><x:sheet ',
        ),
      },
    ],
    ["with styles cut off", { "book/styles.xml": "<styleSheet><cellXfs>" }],
    ["that is another archive", { "_rels/.rels": undefined }],
  ])("refuses a workbook %s", async (_, changed) => {
    expect(await codes(packed(changed))).toEqual(["book.xlsx broken-workbook"]);
  });

  it("refuses a workbook whose bytes are not UTF-8", async () => {
    const members = Object.entries({ ...parts, "book/texts.xml": "<sst><si><t>\xfc</t></si></sst>" });
    const bytes = zipBytes(members.map(([name, content]) => ({ name, content: Buffer.from(content, "latin1") })));
    expect(await codes(bytes)).toEqual(["book.xlsx broken-workbook"]);
  });

  it("names an encrypted or old workbook, and a web page", async () => {
    expect(await codes(Buffer.from("d0cf11e0a1b11ae100000000", "hex"))).toEqual(["book.xlsx old-excel-file"]);
    expect(await codes(Buffer.from("<html><table>"))).toEqual(["book.xlsx web-page"]);
    expect(await codes(Buffer.from("a,b\n1,2\n"))).toEqual(["book.xlsx broken-workbook"]);
  });

  it("refuses a sheet of more than 500 MB before it is unpacked, but not to say how it begins", async () => {
    const members = Object.entries(parts).map(([name, content]) => ({ name, content }));
    const bytes = zipBytes(
      members.map((member) => (member.name === "pages/first.xml" ? { ...member, saidBytes: 500_000_001 } : member)),
    );
    const workbook = await open(bytes);
    expect(await workbook.firstRow("One")).toEqual({ line: 1, cells: ["day"] });
    const [problem] = await problemsOf(async () => workbook.rows("One").next());
    expect(problem).toMatchObject({ file: "book.xlsx/One", code: "sheet-too-large" });
    expect(problem?.fix).toContain("CSV");
  });

  it("ends with rows or a problem, wherever a workbook is cut off or damaged", async () => {
    const whole = await made((workbook) =>
      workbook.addWorksheet("One").addRows(Array.from({ length: 50 }, (_, row) => [row, `text ${row}`])),
    );
    for (let step = 0; step < 60; step += 1) {
      const at = Math.floor((whole.length * step) / 60);
      const damaged = Buffer.from(whole);
      damaged.fill(0x55, at, at + 3);
      for (const bytes of [whole.subarray(0, at), damaged]) {
        for (const { code } of await problemsOf(() => sheetsOf(bytes))) {
          expect(code).toMatch(/^(broken-workbook|zip-|too-large|sheet-too-large)/);
        }
      }
    }
  });

  it("reads what another program repacked", async () => {
    const zip = await JSZip.loadAsync(await made((workbook) => workbook.addWorksheet("One").addRow(["a"])));
    const stored = await zip.generateAsync({ type: "nodebuffer", compression: "STORE" });
    expect(await sheetsOf(stored)).toEqual({ One: [{ line: 1, cells: ["a"] }] });
  });
});

describe("numberedCsv", () => {
  /** What the careful reader reads of rows. */
  async function readBack(rows: readonly NumberedRow[]) {
    async function* inOneBatch() {
      yield rows;
    }
    let csv = "";
    for await (const text of numberedCsv(inOneBatch())) csv += text;
    workbooks += 1;
    const path = write(`${workbooks}.csv`, csv);
    const file = { path, file: "book.xlsx/One", gzip: false, encoding: "utf-8", maxBytes: 2 ** 30 } as const;
    const width = rows[0]?.cells.length ?? 0;
    const layout = { delimiter: ",", linesBefore: 1, width, mustBeText: [0], numbered: true };
    const found: unknown[] = [];
    for await (const batch of readRows(file, layout)) {
      for (const row of batch) {
        const fields = isBroken(row) ? row.code : row.fields;
        found.push([row.line, fields, rawText(row.raw).slice(0, 20)]);
      }
    }
    return found;
  }

  it("gives each row its line in the sheet, and fills up short rows", async () => {
    const rows = [
      { line: 2, cells: ["a", "b", "c"] },
      { line: 3, cells: ["1", "2", "3"] },
      { line: 7, cells: ["4"] },
      { line: 8, cells: ["", "", "5"] },
    ];
    expect(await readBack(rows)).toEqual([
      [3, ["1", "2", "3"], "1,2,3"],
      [7, ["4", "", ""], "4,,"],
      [8, ["", "", "5"], ",,5"],
    ]);
  });

  it("keeps cells as they are: line ends, quotes, commas, spaces, and marks but those that they begin with", async () => {
    const cells = ['a "b",\nc\r\nd\re', " x ", '"', "y\uFEFF", "é"];
    const found = await readBack([
      { line: 1, cells: ["a", "b", "c", "d", "e"] },
      { line: 9, cells: cells.with(3, "\uFEFFy\uFEFF") },
    ]);
    expect(found).toEqual([[9, cells, expect.any(String)]]);
  });

  it("keeps the line of a row that is too wide, or too long", async () => {
    const rows = [
      { line: 1, cells: ["a", "b"] },
      { line: 4, cells: ["1", "2\n3,4", "5"] },
      { line: 6, cells: ["x".repeat(2_100_000)] },
    ];
    expect(await readBack(rows)).toEqual([
      [4, "field-count", '1,"2\n3,4",5'],
      [6, "line-too-long", "x".repeat(20)],
    ]);
  });
});
