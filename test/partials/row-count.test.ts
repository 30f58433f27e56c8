import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { usd } from "../../src/domain/money.ts";
import { type Ingest, ingestBatch } from "../../src/partials/consumption-file.ts";
import { openEngine } from "../../src/partials/duckdb/engine.ts";
import { groupRows } from "../../src/partials/duckdb/group-rows.ts";
import { type ConsumptionExport, findExports } from "../../src/sources/find-exports.ts";
import { type JobFolder, jobFolder } from "../fixtures/job-folder.ts";

const header = "partner_id,customer_id,subscription_id,date,amount_usd,association";

async function onlyExport(folder: JobFolder): Promise<ConsumptionExport> {
  const { job, formats } = folder.config();
  const [file] = (await findExports(job, formats)).consumption;
  if (file === undefined) throw new Error("no export was found");
  return file;
}

async function openConnection(folder: JobFolder) {
  const engine = await openEngine({ workFolder: folder.root, threads: 4 });
  onTestFinished(() => engine.close());
  const connection = await engine.connect();
  onTestFinished(() => connection.closeSync());
  return connection;
}

function ingestOf(folder: JobFolder, more: Partial<Ingest> = {}): Ingest {
  return {
    kindOf: () => "dpor",
    rateOf: () => undefined,
    customerCountries: false,
    byDay: false,
    window: { start: "2016-08-01", end: "2017-08-01", months: [] },
    asOf: "2017-08-15",
    workFolder: folder.root,
    maxExpandedBytes: 2 ** 36,
    ...more,
  };
}

/** Rows whose line ends lie in quotes: where a small buffer ends inside such a field, the parallel reader miscounts. */
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

describe("the count of rows", () => {
  it.each(stumblingBlocks)(
    "is right although the parallel reader miscounts with a small buffer: $name",
    async ({ row }) => {
      const rows = 60_000;
      const lines = Array.from({ length: rows }, (_, index) => row(index));
      const folder = jobFolder({ "consumption/usage.csv": `${header}\n${lines.join("\n")}\n` });
      const file = await onlyExport(folder);
      const connection = await openConnection(folder);
      const bufferSize = 64 * 1024;

      await groupRows(connection, [{ number: 0, path: file.path, export: file }], {
        customerCountries: false,
        bufferSize,
      });
      const alone = await connection.runAndReadAll("SELECT CAST(sum(rows) AS INTEGER) FROM grouped");
      expect(Number(alone.getRows()[0]?.[0])).not.toBe(rows);

      const { ingested } = await ingestBatch(connection, { first: 0, files: [file] }, ingestOf(folder, { bufferSize }));
      expect(ingested).toMatchObject([{ read: { rows, usd: usd("600") }, rejects: [] }]);
    },
  );
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

describe("a quote that is never closed", () => {
  it.each([
    { name: "with no quote after it", odd: '1234567,"contoso,,2017-06-01,0.01,DPOR', rows: 1_000_000 },
    { name: "in the last field", odd: '1234567,contoso,,2017-06-01,0.01,"DPOR', rows: 60_000 },
  ])("is an error of the file that names its line, in the middle of up to 100 MB: $name", async ({ odd, rows }) => {
    const folder = jobFolder({ "consumption/usage.csv": `${header}\n` });
    await writeLargeFile(join(folder.input, "consumption/usage.csv"), { rows, odd });
    const file = await onlyExport(folder);
    const connection = await openConnection(folder);
    const { ingested, problems } = await ingestBatch(connection, { first: 0, files: [file] }, ingestOf(folder));
    expect(ingested).toEqual([]);
    expect(problems).toMatchObject([{ file: "consumption/usage.csv", line: rows / 2 + 2 }]);
  });
});
