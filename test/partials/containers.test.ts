import { utimesSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import JSZip from "jszip";
import { describe, expect, it } from "vitest";
import { checkInputs } from "../../src/jobs/check.ts";
import { explainPartner } from "../../src/jobs/explain.ts";
import { type Cell, type Cells, csvOf, parquetOf, workbookOf, zipOf } from "../fixtures/containers.ts";
import { type Files, type JobFolder, jobFolder, plainRows } from "../fixtures/job-folder.ts";
import { zipBytes } from "../fixtures/zip-bytes.ts";

const header = ["partner_id", "customer_id", "subscription_id", "date", "amount_usd", "association"];
const day = (text: string) => new Date(`${text}T00:00:00Z`);

/** The day of the fourth row cannot be read, and the fifth has no association. */
const usage: Cells = [
  header,
  [1284501, "contoso", "s-1", day("2017-06-01"), 1250.4, "DPOR"],
  [1284501, "contoso", "s-1", day("2017-06-02"), 14_000.25, "DPOR"],
  [1284502, "fabrikam", "s-2", day("2017-07-01"), 0.0000001, "Partner Admin Link"],
  [1284502, "fabrikam", "s-2", "soon", 10, "DPOR"],
  [1284502, "fabrikam", "s-2", day("2017-07-31"), 12_000, null],
];

const people: Cells = [
  ["person_id", "email", "partner_id", "credential", "title", "completed_on", "expires_on", "result"],
  ["1001", "ana@contoso.com", 1284501, "70-532", "", day("2017-03-21"), null, "Pass"],
  ["1002", "bo@contoso.com", 1284501, "70-533", "", "never", null, "Pass"],
  ["1003", "cy@contoso.com", 1284501, "70-534", "", day("2017-03-22"), day("2019-01-01"), "Pass"],
];

/** One row for a partner, as it stands in a CSV file. */
const row = (cells: readonly Cell[]) => csvOf([header, cells]);

/** The parts of a workbook by name. */
async function partsOf(book: Buffer): Promise<Record<string, Buffer>> {
  const parts = Object.values((await JSZip.loadAsync(book)).files).filter(({ dir }) => !dir);
  return Object.fromEntries(await Promise.all(parts.map(async (part) => [part.name, await part.async("nodebuffer")])));
}

/** A folder in which a run has been published. */
async function published(files: Files, job?: string) {
  const folder = jobFolder(files, job);
  const { report } = await folder.run();
  return { folder, report };
}

/** What a run says of partners, people and rejects; rejects with the lines that their own file has. */
async function outcome(files: Files) {
  const { folder, report } = await published(files);
  return {
    partners: folder.latest("partners.csv"),
    people: folder.latest("people.csv"),
    totals: report.totals,
    sources: report.sources.map(({ file, format }) => `${file} ${format}`),
    rejects: report.rejects.map(({ line, column, code, message }) => ({ line, column, code, message })),
  };
}

/** The same rows, packed in every way, by the name of the export. */
async function packings(cells: Cells): Promise<Record<string, Files>> {
  const { root } = jobFolder();
  const book = await workbookOf({ Notes: [["Call Ann"]], Rows: cells });
  const table = await parquetOf(cells, root);
  return {
    "pack.zip/sub/rows.csv": { "pack.zip": await zipOf({ "sub/rows.csv": csvOf(cells), "readme.md": "x" }) },
    "pack.zip/rows.csv.gz": { "pack.zip": await zipOf({ "rows.csv.gz": gzipSync(csvOf(cells)) }) },
    "pack.zip/book.xlsx/Rows": { "pack.zip": await zipOf({ "book.xlsx": book }) },
    "pack.zip/rows.parquet": { "pack.zip": await zipOf({ "rows.parquet": table }) },
    "book.xlsx/Rows": { "book.xlsx": book },
    "rows.parquet": { "rows.parquet": table },
  };
}

describe("an export that is packed, a sheet or Parquet", () => {
  it.each([
    { of: "consumption", cells: usage, format: "tierbook", rejected: [5, 6] },
    { of: "transcripts", cells: people, format: "transcripts", rejected: [3] },
  ])("is judged as the same $of in a CSV file", async ({ cells, format, rejected }) => {
    const expected = await outcome({ "rows.csv": csvOf(cells) });
    expect(expected.rejects.map(({ line }) => line)).toEqual(rejected);
    for (const [name, files] of Object.entries(await packings(cells))) {
      // The header of a Parquet file is no line.
      const above = name.endsWith("parquet") ? 1 : 0;
      const rejects = expected.rejects.map((reject) => ({ ...reject, line: reject.line - above }));
      expect(await outcome(files)).toEqual({ ...expected, sources: [`${name} ${format}`], rejects });
    }
  });

  it("is explained by its rows and their lines", async () => {
    for (const [name, files] of Object.entries(await packings(usage))) {
      const { folder } = await published({ ...files, "people.csv": csvOf(people) });
      const progress = { stage: () => {}, files: () => {}, warn: () => {} };
      const { consumption } = await explainPartner({
        ...{ config: folder.config(), partnerId: "1284501", tier: undefined, asOf: undefined, progress },
      });
      const above = name.endsWith("parquet") ? 1 : 0;
      expect(consumption.rows.map(({ file, line }) => [file, line])).toEqual([
        [name, 2 - above],
        [name, 3 - above],
      ]);
    }
  });

  it("is told by check as a run would read it", async () => {
    for (const [name, files] of Object.entries(await packings(usage))) {
      const progress = { stage: () => {}, files: () => {} };
      const config = jobFolder(files).config();
      const checked = await checkInputs({ config, asOf: "2017-08-15", progress });
      expect(checked.files.map(({ file, rows, partners }) => [file, rows, partners])).toEqual([[name, 5, 2]]);
      expect(checked.problems).toEqual([]);
    }
  });

  it("is hashed by its content: unpacked, or its workbook and the sheet's name", async () => {
    const book = await workbookOf({ A: usage, B: [header, [1284503, "c", "s-3", day("2017-06-01"), 1, "DPOR"]] });
    const { folder } = await published({ "a.zip": await zipOf({ "x.csv": csvOf(usage) }), "b.xlsx": book });
    const hashes = new Map(plainRows(folder.latest("sources.csv")).map(({ file, sha256 }) => [file, sha256]));
    const plain = await published({ "x.csv": csvOf(usage) });
    expect(hashes.get("a.zip/x.csv")).toBe(plainRows(plain.folder.latest("sources.csv"))[0]?.["sha256"]);
    expect(new Set(hashes.values()).size).toBe(3);
  });
});

describe("an export run with Parquet files", () => {
  /** A folder as Azure Cost Management writes it, whose manifest promises so many rows. */
  async function exportRun(rows: number): Promise<Files> {
    const table = await parquetOf(usage, jobFolder().root);
    const manifest = {
      exportConfig: {
        resourceId: "/subscriptions/s-1/providers/Microsoft.CostManagement/exports/daily",
        type: "ActualCost",
      },
      runInfo: { submittedTime: "2017-08-01T00:00:00Z", startDate: "2017-06-01", endDate: "2017-07-31" },
      blobs: [{ blobName: "daily/part_0_0001.snappy.parquet", byteCount: table.length, dataRowCount: rows }],
      ...{ blobCount: 1, dataRowCount: rows },
    };
    return { "run/manifest.json": JSON.stringify(manifest), "run/part_0_0001.snappy.parquet": table };
  }

  it("has its rows counted against its manifest", async () => {
    const { report } = await published(await exportRun(5));
    expect(report.sources.map(({ file, read }) => [file, read.rows])).toEqual([["run/part_0_0001.snappy.parquet", 5]]);
    const config = jobFolder(await exportRun(6)).config();
    const { problems } = await checkInputs({
      config,
      asOf: "2017-08-15",
      progress: { stage: () => {}, files: () => {} },
    });
    expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(["manifest-rows"]));
  });
});

describe("the next run", () => {
  /** Facts say nothing of times close to when they were written, so that is moved on. */
  async function runAgain(folder: JobFolder): Promise<string[]> {
    const facts = join(folder.output, "state", "facts.jsonl");
    utimesSync(facts, new Date(), new Date(Date.now() + 60_000));
    const read: string[] = [];
    const files = (_done: number, _of: number, name: string) => void read.push(name);
    await folder.run({ progress: { stage: () => {}, files, warn: () => {} } });
    return read;
  }

  it("reads nothing again of what has not changed", async () => {
    const files = Object.values(await packings(usage)).map((each, index) =>
      Object.entries(each).map(([name, bytes]) => [`${index}/${name}`, bytes] as const),
    );
    const { folder } = await published(Object.fromEntries(files.flat()));
    const before = folder.latest("sources.csv");
    expect(await runAgain(folder)).toEqual([]);
    expect(folder.latest("sources.csv")).toBe(before);
  });

  it("reads again only what has changed inside of something that has", async () => {
    const [a, b] = [
      row([1284501, "c", "s", "2017-06-01", 1, "DPOR"]),
      row([1284501, "c", "s", "2017-06-02", 2, "DPOR"]),
    ];
    const { folder } = await published({ "pack.zip": await zipOf({ "a.csv": a, "b.csv": b }) });
    folder.write({
      "pack.zip": await zipOf({ "a.csv": a, "b.csv": b.replace(",2,", ",3,"), "c.csv": a.replace("01,", "03,") }),
    });
    expect(await runAgain(folder)).toEqual(["pack.zip/b.csv", "pack.zip/c.csv"]);
  });
});

describe("files inside of one", () => {
  const insights = ["MPNId", "PartnerAttributionType", "Month", "ACR_USD", "SubscriptionId", "CustomerTenantId"];
  const month = (usd: number, subscription = "s-1"): Cells => [
    insights,
    ["1284501", "DPOR", "2017-06", usd, subscription, "c"],
  ];
  const counted = (folder: JobFolder) =>
    plainRows(folder.latest("consumption.csv")).find(({ month: m }) => m === "2017-06")?.["counted_usd"];

  it("have the date of the outer one unless they have one of their own, and restate months together", async () => {
    const { folder } = await published({
      "pack_20170701.zip": await zipOf({ "a.csv": csvOf(month(1)), "b.csv": csvOf(month(2, "s-2")) }),
      "usage_20170702.csv": csvOf(month(10)),
      "book_20170703.xlsx": await workbookOf({ One: month(100), Two: month(200, "s-2") }),
    });
    expect(counted(folder)).toBe("300.0000000000");
    const superseded = plainRows(folder.latest("sources.csv")).map(({ file, superseded_by: by }) => `${file}: ${by}`);
    expect(superseded).toEqual([
      "book_20170703.xlsx/One: ",
      "book_20170703.xlsx/Two: ",
      "pack_20170701.zip/a.csv: book_20170703.xlsx/One",
      "pack_20170701.zip/b.csv: book_20170703.xlsx/One",
      "usage_20170702.csv: book_20170703.xlsx/One",
    ]);
  });

  it("may be a newer and an older download, by dates of their own", async () => {
    const pack = await zipOf({ "usage_20170701.csv": csvOf(month(1)), "usage_20170801.csv": csvOf(month(5)) });
    expect(counted((await published({ "pack_20160101.zip": pack })).folder)).toBe("5.0000000000");
  });

  it("are told where they have days in common, whatever their format", async () => {
    const one: Cells = [header, [1284501, "c", "s-1", day("2017-06-01"), 1, "DPOR"]];
    const { report } = await published({
      "book.xlsx": await workbookOf({ One: one, Two: one }),
      "pack.zip": await zipOf({ "a.csv": csvOf(month(1)), "b.csv": csvOf(month(2)) }),
    });
    const overlaps = report.warnings
      .filter(({ code }) => code === "overlap")
      .map(({ message }) => message.split(" have ")[0]);
    expect(overlaps).toEqual([
      "pack.zip/a.csv, pack.zip/b.csv (insights-azure-usage)",
      "book.xlsx/One, book.xlsx/Two (tierbook)",
    ]);
  });

  it("are no repetition where they are parts of one export", async () => {
    const part = (usd: number) => csvOf([header, [1284501, "c", "s-1", day("2017-06-01"), usd, "DPOR"]]);
    const { report } = await published({
      "pack.zip": await zipOf({ "part_0_0001.csv": part(1), "part_1_0001.csv": part(2) }),
    });
    expect(report.warnings.filter(({ code }) => code === "overlap")).toEqual([]);
  });

  it("count once with the same content outside", async () => {
    const { report } = await published({
      "pack_20170701.zip": await zipOf({ "a.csv": csvOf(usage) }),
      "usage.csv": csvOf(usage),
    });
    expect(report.sources.map(({ file, read, supersededBy }) => [file, read.rows, supersededBy])).toEqual([
      ["pack_20170701.zip/a.csv", 5, []],
      ["usage.csv", 0, ["pack_20170701.zip/a.csv"]],
    ]);
  });

  it("take their settings from job.yaml by their own name or by the outer one's", async () => {
    const cells: Cells = [header, ["", "c", "s-1", "03/06/2017", 1, "DPOR"]];
    const job = `sources:
  - match: "*.xlsx"
    partnerId: "1284501"
  - match: book.xlsx/One
    dateOrder: dmy
  - match: other.zip
    ignore: true
`;
    const { folder, report } = await published(
      {
        "book.xlsx": await workbookOf({ One: cells, Two: cells }),
        "other.zip": await zipOf({ "x.csv": row(["", "", "", "", 1, ""]) }),
      },
      job,
    );
    expect(plainRows(folder.latest("partners.csv")).map(({ partner_id: id }) => id)).toEqual(["1284501"]);
    expect(report.leftAlone).toEqual(["other.zip"]);
    const months = plainRows(folder.latest("consumption.csv")).filter(({ counted_usd: usd }) => Number(usd) > 0);
    expect(months.map(({ month: m }) => m)).toEqual(["2017-03", "2017-06"]);
  });
});

describe("what holds no export", () => {
  const good = { "usage.csv": csvOf(usage) };
  const notesOf = async (files: Files) => {
    const { report } = await published({ ...good, ...files });
    return report.warnings.filter(({ code }) => code === "inputs").map(({ message }) => message);
  };

  it("is a note where it is a workbook, wherever that lies", async () => {
    const book = await workbookOf({ Notes: [["Call Ann"], ["1"]], Nothing: [] });
    expect(await notesOf({ "consumption/plan.xlsx": book })).toEqual([
      "Left alone, since no format recognises it as an export: consumption/plan.xlsx (no sheet whose first row is a known header: consumption/plan.xlsx/Notes).",
    ]);
  });

  it("is a note where it is an archive elsewhere, or in one", async () => {
    const inner = await zipOf(good);
    expect(await notesOf({ "old/pack.zip": await zipOf({ "readme.md": "x", "inner.zip": inner }) })).toEqual([
      "Left alone, though it looks like an input: old/pack.zip/inner.zip (a ZIP file in a ZIP file, which is not looked into).",
      "Left alone, since no format recognises it as an export: old/pack.zip (nothing in it that may be an export).",
    ]);
  });

  it("is said of an old workbook among other files", async () => {
    const old = Buffer.from("d0cf11e0a1b11ae10000", "hex");
    expect(await notesOf({ "plan.xlsx": old })).toEqual([
      "Left alone, since no format recognises it as an export: plan.xlsx (a password-protected or old Excel workbook (.xls), whatever its name says).",
    ]);
  });
});

describe("a packed export that is broken", () => {
  /** Codes of the problems that keep a run from being published, with the file of each. */
  async function problemsOf(files: Files, job?: string): Promise<string[]> {
    const progress = { stage: () => {}, files: () => {} };
    const { problems } = await checkInputs({ config: jobFolder(files, job).config(), asOf: "2017-08-15", progress });
    return problems.map(({ file, code }) => `${file} ${code}`).sort();
  }

  it("stops the run, and is named", async () => {
    const { root } = jobFolder();
    const [book, pack, table] = [
      await workbookOf({ One: usage }),
      await zipOf({ "a.csv": csvOf(usage) }),
      await parquetOf(usage, root),
    ];
    const cut = (bytes: Buffer) => bytes.subarray(0, bytes.length - 30);
    expect(
      await problemsOf({
        "consumption/ole.xlsx": Buffer.from("d0cf11e0a1b11ae10000", "hex"),
        "consumption/page.parquet": "<!doctype html>",
        "consumption/nothing.zip": await zipOf({ "readme.md": "x" }),
        "consumption/unknown.zip": await zipOf({ "a.csv": "x,y\n1,2\n" }),
        "cut.xlsx": cut(book),
        "cut.zip": cut(pack),
        "cut.parquet": cut(table),
        "secret.zip": zipBytes([{ name: "a.csv", flags: 1 }]),
        "hostile.zip": zipBytes([{ name: "../a.csv", content: csvOf(usage) }]),
        "liar.zip": zipBytes([{ name: "a.csv", content: csvOf(usage), saidChecksum: 1 }]),
        "inner.zip": await zipOf({ "book.xlsx": cut(book), "good.csv": csvOf(usage) }),
      }),
    ).toEqual([
      "consumption/nothing.zip nothing-inside",
      "consumption/ole.xlsx old-excel-file",
      "consumption/page.parquet web-page",
      "consumption/unknown.zip/a.csv unknown-header",
      "cut.parquet broken-parquet",
      "cut.xlsx broken-workbook",
      "cut.zip broken-zip",
      "hostile.zip zip-member-name",
      "inner.zip/book.xlsx broken-workbook",
      "liar.zip/a.csv broken-zip",
      "secret.zip/a.csv zip-password",
    ]);
  });

  it("stops it where its rows turn out to be damaged, or larger than allowed", async () => {
    const many: Cells = [
      header,
      ...Array.from({ length: 2000 }, (_, index) => [index, "c", `s-${index}`, day("2017-06-01"), 1, "DPOR"]),
    ];
    const damaged = zipBytes(
      Object.entries(await partsOf(await workbookOf({ One: usage }))).map(([name, content]) => ({
        ...{ name, content },
        ...(name === "xl/worksheets/sheet1.xml" && { saidChecksum: 1 }),
      })),
    );
    expect(await problemsOf({ "book.xlsx": damaged })).toEqual(["book.xlsx/One broken-workbook"]);
    const job = "maxExpandedBytes: 50KiB\n";
    expect(await problemsOf({ "pack.zip": await zipOf({ "a.csv": csvOf(many) }) }, job)).toEqual([
      "pack.zip too-large",
    ]);
    expect(await problemsOf({ "consumption/usage.csv.gz": gzipSync(csvOf(many)) }, job)).toEqual([
      "consumption/usage.csv.gz too-large",
    ]);
  });

  it("stops it where no sheet has the format that job.yaml names for the workbook", async () => {
    const job = "sources:\n  - match: book.xlsx\n    format: tierbook\n";
    const book = await workbookOf({ Notes: [["Call Ann"]], More: [["x"]] });
    expect(await problemsOf({ "usage.csv": csvOf(usage), "book.xlsx": book }, job)).toEqual([
      "book.xlsx/More unknown-header",
    ]);
  });
});
