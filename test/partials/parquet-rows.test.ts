import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Connection, openEngine } from "../../src/partials/duckdb/engine.ts";
import { parquetColumns } from "../../src/partials/duckdb/parquet-columns.ts";
import { parquetRows } from "../../src/partials/duckdb/parquet-rows.ts";
import { sqlText } from "../../src/partials/duckdb/sql-text.ts";
import type { NumberedRow } from "../../src/rows/numbered-csv.ts";
import { jobFolder } from "../fixtures/job-folder.ts";
import { problemsOf } from "../fixtures/temporary-folder.ts";

/** A database, and a folder for Parquet files. */
async function open(threads = 2) {
  const { root } = jobFolder();
  const engine = await openEngine({ workFolder: root, threads });
  const connection = await engine.connect();
  onTestFinished(() => {
    connection.close();
    engine.close();
  });
  return { root, connection };
}

async function write(connection: Connection, path: string, query: string, options = ""): Promise<void> {
  await connection.run(`COPY (${query}) TO ${sqlText(path)} (FORMAT parquet${options})`);
}

/** All rows of a file; every column is needed unless others are named. */
async function rowsOf(connection: Connection, path: string, options: { needed?: number[]; maxBytes?: number } = {}) {
  const place = { path, file: "usage.parquet" };
  const columns = await parquetColumns(connection, place);
  const { needed = columns.map((_, position) => position), maxBytes = 2 ** 30 } = options;
  const rows: NumberedRow[] = [];
  for await (const batch of parquetRows(connection, place, { columns, needed, maxBytes })) rows.push(...batch);
  return rows;
}

/** The texts of one value. */
async function textOf(value: string): Promise<string | undefined> {
  const { root, connection } = await open();
  await write(connection, join(root, "a.parquet"), `SELECT ${value} AS a`);
  return (await rowsOf(connection, join(root, "a.parquet")))[1]?.cells[0];
}

async function codes(connection: Connection, path: string, options = {}): Promise<string[]> {
  return (await problemsOf(() => rowsOf(connection, path, options))).map(({ file, code }) => `${file} ${code}`);
}

describe("parquetRows", () => {
  it.each([
    ["'Ü,\"x'", 'Ü,"x'],
    ["1284501::INTEGER", "1284501"],
    ["18446744073709551615::UBIGINT", "18446744073709551615"],
    ["NULL::VARCHAR", ""],
    ["true", "TRUE"],
    ["false", "FALSE"],
    ["1.10::DECIMAL(18, 4)", "1.1000"],
    ["-12345678901234567890.0000000001::DECIMAL(38, 10)", "-12345678901234567890.0000000001"],
    ["1284501::DOUBLE", "1284501"],
    ["1.1::DOUBLE", "1.1"],
    ["0.1::DOUBLE + 0.2::DOUBLE", "0.30000000000000004"],
    ["1e-7::DOUBLE", "0.0000001"],
    ["1e17::DOUBLE", "100000000000000000"],
    ["-1e20::DOUBLE", "-100000000000000000000"],
    ["'nan'::DOUBLE", "nan"],
    ["0.1::FLOAT", "0.1"],
    ["16777216::FLOAT", "16777216"],
    ["DATE '2017-06-01'", "2017-06-01"],
    ["TIMESTAMP '2017-06-01 00:00:00'", "2017-06-01T00:00:00"],
    ["TIMESTAMP_NS '2017-06-01 12:30:00.000000001'", "2017-06-01T12:30:00.000000001"],
    ["TIMESTAMP_S '2017-06-01 12:30:00'", "2017-06-01T12:30:00"],
    ["TIMESTAMPTZ '2017-06-01 00:30:00+02'", "2017-05-31T22:30:00Z"],
    ["TIMESTAMPTZ 'infinity'", ""],
    ["TIME '12:30:00'", "12:30:00"],
    ["'DPOR'::ENUM ('DPOR', 'TPOR')", "DPOR"],
    ["'37e20d19-7a76-4f0e-a32e-a4039296f3fa'::UUID", "37e20d19-7a76-4f0e-a32e-a4039296f3fa"],
  ])("reads %s as %s", async (value, text) => {
    expect(await textOf(value)).toBe(text);
  });

  it("reads rows in the order of the file, whatever its parts and the threads", async () => {
    const { root, connection } = await open(4);
    const path = join(root, "many.parquet");
    await write(connection, path, "SELECT range AS id FROM range(50000) ORDER BY range", ", ROW_GROUP_SIZE 2048");
    const rows = await rowsOf(connection, path);
    expect(rows).toHaveLength(50_001);
    expect(rows.slice(0, 3)).toEqual([
      { line: 0, cells: ["id"] },
      { line: 1, cells: ["0"] },
      { line: 2, cells: ["1"] },
    ]);
    expect(rows.every(({ line, cells: [id] }) => line === 0 || id === String(line - 1))).toBe(true);
  });

  it("reads only what is needed, and leaves the other cells empty", async () => {
    const { root, connection } = await open();
    const path = join(root, "a.parquet");
    await write(connection, path, `SELECT [1] AS tags, 'x' AS "a ""b"", c", {'x': 1} AS s, 2 AS d`);
    expect(await rowsOf(connection, path, { needed: [3, 1, 3] })).toEqual([
      { line: 0, cells: ["tags", 'a "b", c', "s", "d"] },
      { line: 1, cells: ["", "x", "", "2"] },
    ]);
  });

  it("reads a file without rows", async () => {
    const { root, connection } = await open();
    await write(connection, join(root, "a.parquet"), "SELECT 1 AS a WHERE false");
    expect(await rowsOf(connection, join(root, "a.parquet"))).toEqual([{ line: 0, cells: ["a"] }]);
  });

  it("means one file, whatever its name, and takes no column from a folder's", async () => {
    const { root, connection } = await open();
    mkdirSync(join(root, "c=2017"));
    await write(connection, join(root, "c=2017", "u[1]*.parquet"), "SELECT 1 AS a");
    await write(connection, join(root, "c=2017", "u1x.parquet"), "SELECT 2 AS a");
    expect(await rowsOf(connection, join(root, "c=2017", "u[1]*.parquet"))).toEqual([
      { line: 0, cells: ["a"] },
      { line: 1, cells: ["1"] },
    ]);
  });

  it("keeps the names of columns as they are, also where two are the same", async () => {
    const { root, connection } = await open();
    const path = join(root, "a.parquet");
    await write(connection, path, "SELECT 1 AS ab, {'ab': 2} AS s, 3 AS xy, 4 AS \"AB\"");
    writeFileSync(path, Buffer.from(readFileSync(path, "latin1").replaceAll("xy", "ab"), "latin1"));
    const columns = await parquetColumns(connection, { path, file: "a.parquet" });
    expect(columns.map(({ name }) => name)).toEqual(["ab", "s", "ab", "AB_1"]);
    expect((await rowsOf(connection, path, { needed: [0, 2, 3] }))[1]?.cells).toEqual(["1", "", "3", "4"]);
  });

  it.each(["[1, 2]", "{'x': 1}", "MAP {'k': 1}", "'ab'::BLOB"])("refuses a needed column of %s", async (value) => {
    const { root, connection } = await open();
    await write(connection, join(root, "a.parquet"), `SELECT ${value} AS amount`);
    expect(await codes(connection, join(root, "a.parquet"))).toEqual(["usage.parquet nested-column"]);
  });

  it("refuses more rows than the limit allows before it reads them", async () => {
    const { root, connection } = await open();
    await write(connection, join(root, "a.parquet"), "SELECT NULL::INTEGER AS a FROM range(1000000)");
    expect(await codes(connection, join(root, "a.parquet"), { maxBytes: 1_000_000 })).toEqual([
      "usage.parquet too-large",
    ]);
  });

  it("finds a file cut off or damaged, and the database works on", async () => {
    const { root, connection } = await open();
    const path = join(root, "a.parquet");
    await write(connection, path, "SELECT range AS id, 'text ' || range AS t, range / 7.0 AS x FROM range(500)");
    const whole = readFileSync(path);
    for (let step = 0; step < 40; step += 1) {
      const at = Math.floor((whole.length * step) / 40);
      const damaged = Buffer.from(whole);
      damaged.fill(0x55, at, at + 4);
      writeFileSync(path, damaged);
      for (const code of await codes(connection, path)) expect(code).toMatch(/broken-parquet|too-large|nested-column/);
      writeFileSync(path, whole.subarray(0, at));
      expect(await codes(connection, path)).toEqual(["usage.parquet broken-parquet"]);
    }
    writeFileSync(path, whole);
    expect(await rowsOf(connection, path)).toHaveLength(501);
  });

  it.each([
    ["a,b\n1,2\n", "broken-parquet"],
    ["", "broken-parquet"],
    ["<!doctype html>", "web-page"],
    ["version https://git-lfs.github.com/spec/v1\n", "git-lfs-pointer"],
  ])("names what is called Parquet and is none: %j", async (text, code) => {
    const { root, connection } = await open();
    writeFileSync(join(root, "a.parquet"), text);
    expect(await codes(connection, join(root, "a.parquet"))).toEqual([`usage.parquet ${code}`]);
    expect(await codes(connection, join(root, "none.parquet"))).toEqual(["usage.parquet unreadable-file"]);
  });
});
