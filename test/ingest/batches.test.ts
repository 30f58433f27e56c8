import { describe, expect, it, onTestFinished } from "vitest";
import { usd } from "../../src/domain/money.ts";
import { batchesOf } from "../../src/ingest/batches.ts";
import { openEngine } from "../../src/ingest/engine.ts";
import { ingestAll } from "../../src/ingest/ingest-all.ts";
import { findExports } from "../../src/sources/find-exports.ts";
import { jobFolder } from "../fixtures/job-folder.ts";

const header = "partner_id,customer_id,subscription_id,date,amount_usd,association";
const row = (amount: string, rest = "") => `1234567,contoso,,2017-06-01,${amount},DPOR${rest}`;
const file = (...rows: string[]) => `${[header, ...rows].join("\n")}\n`;

async function exportsOf(files: Record<string, string>) {
  const folder = jobFolder(files);
  const { job, formats } = folder.config();
  return { folder, exports: (await findExports(job, formats)).consumption };
}

async function ingest(files: Record<string, string>) {
  const { folder, exports } = await exportsOf(files);
  const engine = await openEngine({ workFolder: folder.root });
  onTestFinished(() => engine.close());
  const done: string[] = [];
  const { ingested, problems } = await ingestAll(engine, exports, {
    kindOf: (label) => (label === "DPOR" ? "dpor" : undefined),
    rateOf: () => undefined,
    customerCountries: false,
    byDay: false,
    window: { start: "2016-08-01", end: "2017-08-01", months: [] },
    asOf: "2017-08-15",
    workFolder: folder.root,
    maxExpandedBytes: 2 ** 30,
    onFile: (_, each) => done.push(each.file),
  });
  const read = ingested.map(({ export: { file }, read }) => [file, read.rows, read.usd]);
  const rejects = ingested.flatMap((each) => each.rejects.map(({ file, line, code }) => [file, line, code]));
  return { read, rejects, problems, done };
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
