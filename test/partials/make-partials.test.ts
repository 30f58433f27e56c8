import { createHash } from "node:crypto";
import { once } from "node:events";
import { createWriteStream, existsSync, rmSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";
import { idReader } from "../../src/domain/ids.ts";
import { usd } from "../../src/domain/money.ts";
import { openEngine } from "../../src/partials/duckdb/engine.ts";
import { layoutBatches } from "../../src/partials/layout-batches.ts";
import { makePartials } from "../../src/partials/make-partials.ts";
import { findExports } from "../../src/sources/find-exports.ts";
import { type JobFolder, jobFolder } from "../fixtures/job-folder.ts";

const header = "partner_id,customer_id,subscription_id,date,amount_usd,association";
const row = (amount: string, rest = "") => `1234567,contoso,,2017-06-01,${amount},DPOR${rest}`;
const file = (...rows: string[]) => `${[header, ...rows].join("\n")}\n`;

async function exportsOf(folder: JobFolder) {
  const { job, formats } = folder.config();
  return (await findExports(job, formats)).consumption;
}

interface Circumstances {
  /** Done between finding the files and reading them. */
  readonly meanwhile?: (folder: JobFolder) => void;
  /** Done once rows are grouped, before what is wrong with some is looked for. */
  readonly later?: (folder: JobFolder) => void;
}

async function make(from: Record<string, string | Buffer> | JobFolder, { meanwhile, later }: Circumstances = {}) {
  const folder =
    "root" in from && typeof from.root === "string" ? (from as JobFolder) : jobFolder(from as Record<string, string>);
  const exports = await exportsOf(folder);
  const engine = await openEngine({ workFolder: folder.root, threads: 4 });
  onTestFinished(() => engine.close());
  const done: string[] = [];
  meanwhile?.(folder);
  const { partials, problems } = await makePartials(await engine.connect(), exports, {
    kindOf: (label) => {
      later?.(folder);
      return label === "DPOR" ? "dpor" : undefined;
    },
    ids: idReader(),
    placeholders: [],
    rateOf: () => undefined,
    aliases: "",
    workFolder: folder.root,
    maxExpandedBytes: 2 ** 36,
    store: undefined,
    onFile: (_done, _of, name) => done.push(name),
  });
  const read = partials.map(({ export: { file }, read }) => [file, read.rows, read.usd]);
  const rejects = partials.flatMap((each) => each.rejects.map(({ file, line, code }) => [file, line, code]));
  const hashes = partials.map(({ sha256 }) => sha256);
  return { read, rejects, problems, done, hashes };
}

describe("makePartials: files read together", () => {
  it("hold files of one layout only, in the order of the files", async () => {
    const exports = await exportsOf(
      jobFolder({
        "consumption/a.csv": file(row("1")),
        "consumption/b.csv": file(row("1")).replaceAll(",", ";"),
        "consumption/c.csv": file(row("2")),
      }),
    );
    const batches = layoutBatches(exports.map((each, number) => ({ number, export: each })));
    expect(batches.map((batch) => batch.map(({ number, export: each }) => [number, each.file]))).toEqual([
      [
        [0, "consumption/a.csv"],
        [2, "consumption/c.csv"],
      ],
      [[1, "consumption/b.csv"]],
    ]);
  });

  it("hold up to 1 GiB", async () => {
    const names = ["a", "b", "c", "d", "e"].map((name) => `consumption/${name}.csv`);
    const exports = await exportsOf(jobFolder(Object.fromEntries(names.map((name) => [name, file(row("1"))]))));
    const sizesOf = (megabytes: number) => {
      const large = exports.map((each, number) => ({ number, export: { ...each, bytes: megabytes * 2 ** 20 } }));
      return layoutBatches(large).map((batch) => batch.length);
    };
    expect(sizesOf(256)).toEqual([4, 1]);
    expect(sizesOf(257)).toEqual([3, 2]);
    expect(sizesOf(5000)).toEqual([1, 1, 1, 1, 1]);
  });

  it.each(["\u001e", "\u001f", "\u001eUSD", "f"])(
    "take no amount for dollars whose currency is %j",
    async (currency) => {
      const csp = "PartnerId,CustomerId,MpnId,InvoiceNumber,UsageDate,PricingPreTaxTotal,PricingCurrency,EntitlementId";
      const rows = ["USD", currency, "USD"].map((each) => `t1,contoso,4099001,G1,7/1/2017,12.5,${each},sub-1`);
      const { read, rejects } = await make({ "consumption/a.csv": `${[csp, ...rows].join("\n")}\n` });
      expect({ read, rejects }).toEqual({ read: [["consumption/a.csv", 3, usd("25")]], rejects: [] });
    },
  );

  it("count no dollars by a rate that makes too many of them", async () => {
    const header =
      "costInUsd,costInBillingCurrency,billingCurrency,pricingCurrency,exchangeRatePricingToBilling,date,billingProfileId,SubscriptionId";
    const rows = ["2", "1E-30"].map((rate) => `,10,EUR,USD,${rate},06/01/2017,b,s`);
    const { read, problems } = await make({ "consumption/a.csv": `${[header, ...rows].join("\n")}\n` });
    expect({ read, problems }).toEqual({ read: [["consumption/a.csv", 2, usd("5")]], problems: [] });
  });

  it("keep each file's rows, dollars and rejected rows apart", async () => {
    const { read, rejects, problems, done } = await make({
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

  it("have the hash of what each file contains, packed or not, however it is read", async () => {
    const files = {
      "consumption/a.csv": file(row("1"), row("2.5")),
      "consumption/b.csv": `${header}\r\n${row("3")}\n${row("4")}\r\n`,
      "consumption/c.csv.gz": gzipSync(file(row("7"))),
      "consumption/d.csv": file('"1234567","con\ntoso",,2017-06-01,8,DPOR'),
      "consumption/e.csv": file(row("9"), "1234567,contoso"),
    };
    const { read, hashes } = await make(files);
    expect(read.map(([, rows]) => rows)).toEqual([2, 2, 1, 1, 2]);
    const contents = Object.values({ ...files, "consumption/c.csv.gz": file(row("7")) });
    expect(hashes).toEqual(contents.map((text) => createHash("sha256").update(text).digest("hex")));
  });

  it.each([
    ["says something else in as many bytes", file(row("7"))],
    ["has grown", file(row("2"), row("3"))],
  ])("tell of a file that %s since it was found", async (_, text) => {
    const { read, problems } = await make(
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
    const { read, problems } = await make(
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

  it("charge a broken row to its own file, whatever others are read beside it", async () => {
    const names = Array.from({ length: 30 }, (_, index) => `consumption/${String(index).padStart(2, "0")}.csv`);
    // Every other layout is another query; every third file has a broken row, on a line of its own.
    const rowsOf = (index: number) => Array.from({ length: 3 + index }, () => row("1"));
    const texts = names.map((_, index) => file(...rowsOf(index), ...(index % 3 === 1 ? ["short,row"] : [])));
    const files = names.map((name, index) => [
      name,
      index % 2 === 0 ? texts[index] : texts[index]?.replaceAll(",", ";"),
    ]);
    const expected = names.flatMap((name, index) => (index % 3 === 1 ? [[name, index + 5, "field-count"]] : []));
    for (let times = 0; times < 3; times += 1) {
      const { rejects, problems } = await make(Object.fromEntries(files));
      expect(problems).toEqual([]);
      expect(rejects).toEqual(expected);
    }
  });

  it("are read right where a file mixes its line ends behind quotes", async () => {
    const noted = `${header},note`;
    const quoted = row("10", ',"x,y"');
    const plain = row("10", ",a");
    const ends = (...parts: [string, string][]) => parts.map((part) => part.join("")).join("");
    const { read, rejects, problems } = await make({
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
    const { read, problems } = await make({
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
    const { read, problems } = await make({
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

/** Rows whose line ends lie in quotes: where a read buffer ends inside such a field, a parallel reader may miscount. */
const stumblingBlocks = [
  {
    name: "line ends in every row",
    row: (n: number) =>
      `1234567,"of the subscription,\nas its owner calls it, with a line end ${n}",,2017-06-01,0.01,DPOR`,
  },
  {
    name: "text in quotes that looks like rows",
    row: (n: number) => `1234567,"${"a,b,c,d,e,f\n".repeat(8)} ${n}",,2017-06-01,0.01,DPOR`,
  },
];

describe("makePartials: the count of rows", () => {
  it.each(stumblingBlocks)("is right with $name", async ({ row: rowOf }) => {
    const rows = 60_000;
    const { read, rejects } = await make({
      "consumption/usage.csv": file(...Array.from({ length: rows }, (_, index) => rowOf(index))),
    });
    expect({ read, rejects }).toEqual({ read: [["consumption/usage.csv", rows, usd("600")]], rejects: [] });
  });
});

/** Writes a file of many plain rows with one odd row in the middle. */
async function writeLargeFile(path: string, { rows, odd }: { rows: number; odd: string }): Promise<void> {
  const stream = createWriteStream(path);
  const block = `${Array.from({ length: 1000 }, (_, index) => `1234567,contoso-${index},${"x".repeat(60)},2017-06-01,0.01,DPOR`).join("\n")}\n`;
  stream.write(`${header}\n`);
  for (let written = 0; written < rows; written += 1000) {
    if (written === rows / 2) stream.write(`${odd}\n`);
    if (!stream.write(block)) await once(stream, "drain");
  }
  stream.end();
  await once(stream, "finish");
}

describe("makePartials: a quote that is never closed", () => {
  it.each([
    { name: "with no quote after it", odd: '1234567,"contoso,,2017-06-01,0.01,DPOR', rows: 400_000 },
    { name: "in the last field", odd: '1234567,contoso,,2017-06-01,0.01,"DPOR', rows: 60_000 },
  ])("is an error of the file that names its line, in the middle of up to 40 MB: $name", async ({ odd, rows }) => {
    const folder = jobFolder({ "consumption/usage.csv": `${header}\n` });
    await writeLargeFile(join(folder.input, "consumption/usage.csv"), { rows, odd });
    const { read, problems } = await make(folder);
    expect(read).toEqual([]);
    expect(problems).toMatchObject([{ file: "consumption/usage.csv", line: rows / 2 + 2 }]);
  });
});
