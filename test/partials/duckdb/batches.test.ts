import { createHash } from "node:crypto";
import { existsSync, rmSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";
import { usd } from "../../../src/domain/money.ts";
import { batchesOf } from "../../../src/partials/duckdb/batches.ts";
import { openEngine } from "../../../src/partials/duckdb/engine.ts";
import { type Fingerprinter, fingerprinter } from "../../../src/partials/fingerprinter.ts";
import { ingestAll } from "../../../src/partials/ingest-all.ts";
import { findExports } from "../../../src/sources/find-exports.ts";
import { type JobFolder, jobFolder } from "../../fixtures/job-folder.ts";

const header = "partner_id,customer_id,subscription_id,date,amount_usd,association";
const row = (amount: string, rest = "") => `1234567,contoso,,2017-06-01,${amount},DPOR${rest}`;
const file = (...rows: string[]) => `${[header, ...rows].join("\n")}\n`;

async function exportsOf(files: Record<string, string | Buffer>) {
  const folder = jobFolder(files);
  const { job, formats } = folder.config();
  return { folder, exports: (await findExports(job, formats)).consumption };
}

interface Circumstances {
  readonly prints?: Fingerprinter;
  /** Done between finding the files and reading them. */
  readonly meanwhile?: (folder: JobFolder) => void;
  /** Done once rows are grouped, before what is wrong with some is looked for. */
  readonly later?: (folder: JobFolder) => void;
}

async function ingest(files: Record<string, string | Buffer>, { prints, meanwhile, later }: Circumstances = {}) {
  const { folder, exports } = await exportsOf(files);
  const engine = await openEngine({ workFolder: folder.root });
  onTestFinished(() => engine.close());
  const done: string[] = [];
  meanwhile?.(folder);
  const { ingested, problems } = await ingestAll(engine, exports, {
    kindOf: (label) => {
      later?.(folder);
      return label === "DPOR" ? "dpor" : undefined;
    },
    rateOf: () => undefined,
    customerCountries: false,
    byDay: false,
    window: { start: "2016-08-01", end: "2017-08-01", months: [] },
    asOf: "2017-08-15",
    workFolder: folder.root,
    maxExpandedBytes: 2 ** 30,
    onFile: (_, each) => done.push(each.file),
    ...(prints === undefined ? {} : { fingerprinter: prints }),
  });
  const read = ingested.map(({ export: { file }, read }) => [file, read.rows, read.usd]);
  const rejects = ingested.flatMap((each) => each.rejects.map(({ file, line, code }) => [file, line, code]));
  const hashes = ingested.map(({ sha256 }) => sha256);
  return { read, rejects, problems, done, hashes };
}

describe("batches of files", () => {
  it("hold files of one layout only, in the order of the files", async () => {
    const { exports } = await exportsOf({
      "consumption/a.csv": file(row("1")),
      "consumption/b.csv": file(row("1")).replaceAll(",", ";"),
      "consumption/c.csv": file(row("2")),
    });
    expect(batchesOf(exports).map(({ first, files }) => [first, ...files.map((each) => each.file)])).toEqual([
      [0, "consumption/a.csv", "consumption/c.csv"],
      [2, "consumption/b.csv"],
    ]);
  });

  it("hold up to 1 GiB of amounts in dollars, and a quarter of that of others", async () => {
    const csp = "PartnerId,CustomerId,MpnId,InvoiceNumber,UsageDate,PricingPreTaxTotal,PricingCurrency,EntitlementId";
    const usage = (currency: string) => `${csp}\nt1,contoso,4099001,G1,7/1/2017,12.5,${currency},sub-1\n`;
    const sizesOf = async (currency: string, megabytes: number) => {
      const names = ["a", "b", "c", "d", "e"].map((name) => `consumption/${name}.csv`);
      const { exports } = await exportsOf(Object.fromEntries(names.map((name) => [name, usage(currency)])));
      const large = exports.map((each) => ({ ...each, bytes: megabytes * 2 ** 20 }));
      return batchesOf(large).map(({ files }) => files.length);
    };
    expect(await sizesOf("USD", 256)).toEqual([4, 1]);
    expect(await sizesOf("USD", 257)).toEqual([3, 2]);
    expect(await sizesOf("EUR", 64)).toEqual([4, 1]);
    expect(await sizesOf("EUR", 65)).toEqual([3, 2]);
    expect(await sizesOf("USD", 5000)).toEqual([1, 1, 1, 1, 1]);
  });

  it.each(["\u001e", "\u001f", "\u001eUSD", "f"])(
    "take no amount for dollars whose currency is %j",
    async (currency) => {
      const csp = "PartnerId,CustomerId,MpnId,InvoiceNumber,UsageDate,PricingPreTaxTotal,PricingCurrency,EntitlementId";
      const rows = ["USD", currency, "USD"].map((each) => `t1,contoso,4099001,G1,7/1/2017,12.5,${each},sub-1`);
      const { read, rejects } = await ingest({ "consumption/a.csv": `${[csp, ...rows].join("\n")}\n` });
      expect({ read, rejects }).toEqual({ read: [["consumption/a.csv", 3, usd("25")]], rejects: [] });
    },
  );

  it("count no dollars by a rate that makes too many of them", async () => {
    const header =
      "costInUsd,costInBillingCurrency,billingCurrency,pricingCurrency,exchangeRatePricingToBilling,date,billingProfileId,SubscriptionId";
    const rows = ["2", "1E-30"].map((rate) => `,10,EUR,USD,${rate},06/01/2017,b,s`);
    const { read, problems } = await ingest({ "consumption/a.csv": `${[header, ...rows].join("\n")}\n` });
    expect({ read, problems }).toEqual({ read: [["consumption/a.csv", 2, usd("5")]], problems: [] });
  });

  it("keep each file's rows, dollars and rejected rows apart", async () => {
    const { read, rejects, problems, done } = await ingest({
      "consumption/a.csv": file(row("1"), row("2.5")),
      "consumption/b.csv": file(),
      "consumption/c.csv": file(row("1"), row("1", ",x"), row("abc"), row("1e1")),
      "consumption/d.csv": file(row("4"), row("(2)"), "1234567,contoso"),
    });
    expect(read).toEqual([
      ["consumption/a.csv", 2, usd("3.5")],
      ["consumption/b.csv", 0, 0n],
      ["consumption/c.csv", 4, usd("11")],
      ["consumption/d.csv", 3, usd("2")],
    ]);
    expect(rejects).toEqual([
      ["consumption/c.csv", 3, "field-count"],
      ["consumption/c.csv", 4, "bad-amount"],
      ["consumption/d.csv", 4, "field-count"],
    ]);
    expect(problems).toEqual([]);
    expect(done).toHaveLength(4);
  });

  it("come to the same where threads fingerprint the files ahead of their reading", async () => {
    const files = {
      "consumption/a.csv": file(row("1"), row("2.5")),
      "consumption/b.csv": `${header}\r\n${row("3")}\n${row("4")}\r\n`,
      "consumption/c.csv.gz": gzipSync(file(row("7"))),
      "consumption/d.csv": file('"1234567","con\ntoso",,2017-06-01,8,DPOR'),
      "consumption/e.csv": file(row("9"), "1234567,contoso"),
    };
    const expected = await ingest(files);
    expect(expected.read.map(([, rows]) => rows)).toEqual([2, 2, 1, 1, 2]);
    expect(expected.hashes).toEqual(
      Object.values(files).map((text) => createHash("sha256").update(text).digest("hex")),
    );
    const program = join(import.meta.dirname, "../../../dist/partials/fingerprint-thread.js");
    expect(await ingest(files, { prints: fingerprinter(2, program) })).toEqual(expected);
  });

  it.each([
    ["says something else in as many bytes", file(row("7"))],
    ["has grown", file(row("2"), row("3"))],
  ])("tell of a file that %s since it was found", async (_, text) => {
    const { read, problems } = await ingest(
      { "consumption/a.csv": file(row("1")), "consumption/b.csv": file(row("2")) },
      {
        meanwhile: ({ input }) => {
          const path = join(input, "consumption/b.csv");
          writeFileSync(path, text);
          utimesSync(path, new Date(), new Date(Date.now() + 5_000));
        },
      },
    );
    expect(read[0]).toEqual(["consumption/a.csv", 1, usd("1")]);
    expect(problems).toMatchObject([{ file: "consumption/b.csv", found: "a file that changed while it was read" }]);
  });

  it.each([
    ["a file that changed while it was read", (path: string) => truncateSync(path, header.length + 1)],
    ["no file any more: it went while it was read", (path: string) => rmSync(path)],
  ])("tell of %s where its rejected rows are looked for in vain", async (found, change) => {
    const { read, problems } = await ingest(
      { "consumption/a.csv": file(row("1"), row("n/a")) },
      {
        later: ({ input }) => {
          const path = join(input, "consumption/a.csv");
          if (existsSync(path)) change(path);
        },
      },
    );
    expect(read).toEqual([]);
    expect(problems).toMatchObject([{ file: "consumption/a.csv", found }]);
  });

  it("charge a broken row to its own file, though two queries run at a time", async () => {
    const names = Array.from({ length: 30 }, (_, index) => `consumption/${String(index).padStart(2, "0")}.csv`);
    // Every other layout is another query; every third file has a broken row, on a line of its own.
    const rowsOf = (index: number) => Array.from({ length: 3 + index }, () => row("1"));
    const texts = names.map((_, index) => file(...rowsOf(index), ...(index % 3 === 1 ? ["short,row"] : [])));
    const files = names.map((name, index) => [
      name,
      index % 2 === 0 ? texts[index] : texts[index]?.replaceAll(",", ";"),
    ]);
    const expected = names.flatMap((name, index) => (index % 3 === 1 ? [[name, index + 5, "field-count"]] : []));
    for (let times = 0; times < 10; times += 1) {
      const { rejects, problems } = await ingest(Object.fromEntries(files));
      expect(problems).toEqual([]);
      expect(rejects).toEqual(expected);
    }
  });

  it("are read right where a file mixes its line ends behind quotes", async () => {
    const noted = `${header},note`;
    const quoted = row("10", ',"x,y"');
    const plain = row("10", ",a");
    const ends = (...parts: [string, string][]) => parts.map((part) => part.join("")).join("");
    const { read, rejects, problems } = await ingest({
      "consumption/a.csv": ends([noted, "\n"], [plain, "\n"], [quoted, "\r\n"], [plain, "\n"]),
      "consumption/b.csv": ends([noted, "\r\n"], [quoted, "\n"], [quoted, "\n"]),
      "consumption/c.csv": ends(
        [noted, "\n"],
        ...Array.from({ length: 98 }, (): [string, string] => [plain, "\n"]),
        [quoted, "\r\n"],
        [quoted, "\r\n"],
      ),
      "consumption/d.csv": ends([noted, "\n"], [plain, "\n"], [quoted, "\n"]),
    });
    expect([rejects, problems]).toEqual([[], []]);
    expect(read).toEqual([
      ["consumption/a.csv", 3, usd("30")],
      ["consumption/b.csv", 2, usd("20")],
      ["consumption/c.csv", 100, usd("1000")],
      ["consumption/d.csv", 2, usd("20")],
    ]);
  });

  it("are read file by file where one of them mixes its line ends", async () => {
    const { read, problems } = await ingest({
      "consumption/a.csv": file(row("1"), row("2")),
      "consumption/b.csv": `${header}\r\n${row("3")}\n${row("4")}\r\n`,
      "consumption/c.csv": file(row("5")),
    });
    expect(read).toEqual([
      ["consumption/a.csv", 2, usd("3")],
      ["consumption/b.csv", 2, usd("7")],
      ["consumption/c.csv", 1, usd("5")],
    ]);
    expect(problems).toEqual([]);
  });

  it("lose no other file to one with a quote that is never closed", async () => {
    const { read, problems } = await ingest({
      "consumption/a.csv": file(row("1")),
      "consumption/b.csv": file(row("2"), '1234567,"contoso,,2017-06-01,1,DPOR', row("3")),
      "consumption/c.csv": file(row("4")),
    });
    expect(read).toEqual([
      ["consumption/a.csv", 1, usd("1")],
      ["consumption/c.csv", 1, usd("4")],
    ]);
    expect(problems).toMatchObject([{ file: "consumption/b.csv", line: 3 }]);
  });
});
