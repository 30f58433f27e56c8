import { sep } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { usd } from "../../src/domain/money.ts";
import { jobFolder } from "../fixtures/job-folder.ts";

const header = "partner_id,customer_id,subscription_id,date,amount_usd,association";
const good = "1234567,contoso,,2017-06-01,10.25,DPOR";
const content = `${header}\n${good}\n`;

const names = [
  "usage [1].csv",
  "usage*.csv",
  "usage?.csv",
  "usage {a,b}.csv",
  ...(sep === "/" ? ["us\\age.csv", "usage \\[1].csv", "usage\\*?.csv"] : []),
  "it's usage.csv",
  "Verbrauch für Jürgen.csv",
  "使用量.csv",
  "$HOME `x` %20 #1;.csv",
  "USAGE.CSV",
  "[abc]/usage.csv",
  "key=value/usage.csv",
];

const layouts: readonly { name: string; text: string; rows: number; rejected?: number }[] = [
  { name: "has a header only", text: header, rows: 0 },
  { name: "has a header only, and a line end", text: `${header}\r\n`, rows: 0 },
  { name: "has a header and blank lines", text: `${header}\n\n\n`, rows: 0 },
  { name: "has blank lines before the header", text: `\n\n${content}`, rows: 1 },
  {
    name: "has blank lines before the header, with CRLF",
    text: `\r\n\r\n${content.replaceAll("\n", "\r\n")}`,
    rows: 1,
  },
  { name: "has no line end at the end", text: content.trimEnd(), rows: 1 },
  { name: "has lines with blanks only", text: `${content}   \n${good}\n`, rows: 3, rejected: 1 },
  { name: "has all cells in quotes", text: content.replace(/[^,\n]+/g, '"$&"'), rows: 1 },
  { name: "has blanks around its cells", text: content.replace(good, good.replaceAll(",", " , ")), rows: 1 },
  { name: "has blanks around quoted cells", text: content.replace("contoso", ' "contoso" '), rows: 1 },
  {
    name: "has a byte order mark before each cell, or before some",
    text: `${content}${good.replace(/[^,]+/g, "\uFEFF$&")}\n${good.replace(/[^,]+/g, '"\uFEFF\uFEFF$&"')}\n${good}\n`,
    rows: 4,
  },
  { name: "has a CR in a quoted cell", text: content.replace("contoso", '"con\rtoso"'), rows: 1 },
  {
    name: "has a CR in a cell without quotes",
    text: `${content}${good.replace("contoso", "con\rtoso")}\n${good}\n`,
    rows: 3,
  },
  {
    name: "has a CR at the end of a cell",
    text: `${content}${good.replace("contoso", "contoso\r")}\n${good}\n`,
    rows: 3,
  },
  {
    name: "has a CR behind quoted cells",
    text: `${content}${good.replace("contoso", '"contoso"\r')}\n${good.replace("DPOR", '"DPOR"\r\r')}\r\n${good}\n`,
    rows: 4,
  },
  {
    name: "has text behind a CR behind a quoted cell",
    text: `${content}${good.replace("contoso", '"contoso"\r"inc"')}\n${good.replace("contoso", '"contoso"\rinc')}\n${good}\n`,
    rows: 4,
    rejected: 2,
  },
  { name: "ends lines with CR, CR and LF", text: content.replaceAll("\n", "\r\r\n"), rows: 1 },
  { name: "has a NUL in a cell", text: content.replace("contoso", "con\0toso"), rows: 1 },
];

/** Lines before the header that are read past, with the delimiter that the rows then have. */
const firstLines = [
  { first: "sep=;", delimiter: ";" },
  { first: '\n"sep=\t"\n', delimiter: "\t" },
  { first: "SEP=,", delimiter: "," },
  { first: "#TYPE System.Data.DataRow", delimiter: "," },
];

describe("a first line for a spreadsheet", () => {
  it.each(firstLines)("is read past, however the file is read: $first", async ({ first, delimiter }) => {
    const rows = [header, good, good.replace("10.25", "ten"), good].map((row) => row.replaceAll(",", delimiter));
    // Each file has a customer of its own, or those of the same content would count once.
    const whole = (customer: string) => `${[first, ...rows].join("\r\n").replaceAll("contoso", customer)}\r\n`;
    const short = (customer: string) => `${whole(customer)}1284501\r\n`;
    const folder = jobFolder({
      "consumption/fast.csv": whole("a"),
      "consumption/marked.csv": `\uFEFF${whole("b")}`,
      "consumption/careful.csv": short("c"),
      "consumption/careful.csv.gz": gzipSync(short("d")),
      "consumption/utf-16.csv": Buffer.from(`\uFEFF${short("e")}`, "utf16le"),
    });
    const { report } = await folder.run();
    const line = first.split("\n").length + 3;
    const bad = ["bad-amount", line];
    const broken = ["field-count", line + 2];
    expect(report.sources.map(({ file, read, buckets }) => [file, read, buckets.rejected.rows])).toEqual([
      ["consumption/careful.csv", { rows: 4, usd: usd("20.5") }, 2],
      ["consumption/careful.csv.gz", { rows: 4, usd: usd("20.5") }, 2],
      ["consumption/fast.csv", { rows: 3, usd: usd("20.5") }, 1],
      ["consumption/marked.csv", { rows: 3, usd: usd("20.5") }, 1],
      ["consumption/utf-16.csv", { rows: 4, usd: usd("20.5") }, 2],
    ]);
    expect(report.rejects.map(({ code, line: at }) => [code, at])).toEqual([
      ...[bad, broken],
      ...[bad, broken],
      ...[bad, bad],
      ...[bad, broken],
    ]);
  });

  it("names the delimiter of transcripts and small tables, too", async () => {
    const folder = jobFolder({
      "transcripts/passed.csv":
        "sep=;\nperson_id;email;partner_id;credential;title;completed_on;expires_on;result\nP1;;1234567;70-532;;soon;;pass\n",
      "partners.csv": "sep=;\npartner_id;partner_name;country\n1234567;Contoso, Ltd;Germany\n",
    });
    const { report } = await folder.run();
    expect(report.rejects.map(({ code, line }) => [code, line])).toEqual([["bad-day", 3]]);
    expect(report.assessments.map(({ partnerName, country }) => [partnerName, country])).toEqual([
      ["Contoso, Ltd", "Germany"],
    ]);
  });
});

describe("a consumption file", () => {
  it("may be called whatever the disk allows", async () => {
    const files = names.map((name, index): [string, string] => [
      `consumption/${name}`,
      content.replace("10.25", `${index}.5`),
    ]);
    const { report } = await jobFolder(Object.fromEntries(files)).run();
    const read = new Map(report.sources.map((source) => [source.file, source.read]));
    const expected = files.map(([name], index) => [name, { rows: 1, usd: usd(`${index}.5`) }] as const);
    expect(read).toEqual(new Map(expected));
  });

  it("is not mixed up with others whose names its own would match as a pattern", async () => {
    const folder = jobFolder({
      "consumption/u*.csv": content,
      "consumption/u1.csv": content.replace("10.25", "20"),
      "consumption/u[1].csv": content.replace("10.25", "40"),
    });
    const { report } = await folder.run();
    expect(report.totals.read).toEqual({ rows: 3, usd: usd("70.25") });
  });

  it("may be laid out in odd ways", async () => {
    const files = layouts.map(({ text }, index) => [`consumption/${index}.csv`, text]);
    const { report } = await jobFolder(Object.fromEntries(files)).run();
    const found = layouts.map(({ name }, index) => {
      const source = report.sources.find(({ file }) => file === `consumption/${index}.csv`);
      return {
        name,
        rows: source?.read.rows,
        rejected: source?.buckets.rejected.rows,
        usd: source?.buckets.counted.usd,
      };
    });
    const expected = layouts.map(({ name, rows, rejected = 0 }) => {
      return { name, rows, rejected, usd: BigInt(rows - rejected) * usd("10.25") };
    });
    expect(found).toEqual(expected);
  });

  it("may be several gzip files one after the other", async () => {
    const packed = Buffer.concat([gzipSync(content), gzipSync(`${good}\n`)]);
    const { report } = await jobFolder({ "consumption/usage.csv.gz": packed }).run();
    expect(report.totals.read.rows).toBe(2);
  });
});
