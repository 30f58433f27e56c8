/**
 * The yardstick: the least that any program must do that reads the files of usage whole and says which content it read. DuckDB
 * makes one typed sum by all columns that a run groups by, on all cores, while a worker thread hashes every file.
 * `node bench/bare-duckdb.mjs <folder of CSV files>` prints `{ groups, usd }`.
 */
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { DuckDBInstance } from "@duckdb/node-api";
import { groupedColumns, summed, usageColumns } from "./usage-columns.mjs";

const folder = process.argv[2];
if (folder === undefined) throw new Error("usage: node bench/bare-duckdb.mjs <folder>");
const files = readdirSync(folder).map((name) => join(folder, name));

const hashing = new Worker(new URL("./hash-files.mjs", import.meta.url), { workerData: files });
const hashed = once(hashing, "exit");
const instance = await DuckDBInstance.create(":memory:", { threads: String(availableParallelism()) });
const connection = await instance.connect();
// Only the number of groups and their sum are fetched; the groups themselves stay in the engine.
const answer = await connection.runAndReadAll(`
  SELECT count(*)::VARCHAR AS groups, sum(usd)::VARCHAR AS usd
  FROM (
    SELECT file_index, ${groupedColumns.join(", ")}, count(*) AS rows, sum(${summed.amount}) AS usd
    FROM ${readCsv(files)}
    GROUP BY ALL
  )
  WHERE rows > 0`);
await hashed;
process.stdout.write(`${JSON.stringify(answer.getRowObjectsJson()[0])}\n`);

/** The dialect as a run declares it, with day and amount typed. @param {readonly string[]} paths */
function readCsv(paths) {
  const columns = usageColumns.map((name) => `${quote(name)}: ${quote(typeOf(name))}`);
  return `read_csv([${paths.map(quote).join(", ")}], columns = {${columns.join(", ")}}, dateformat = '%m/%d/%Y',
    auto_detect = false, header = true, skip = 0, delim = ',', quote = '"', escape = '"', hive_partitioning = false,
    max_line_size = 4194304, store_rejects = true, rejects_limit = 0)`;
}

/** @param {string} column */
function typeOf(column) {
  if (column === "UsageDate") return "DATE";
  return column === summed.amount ? "DECIMAL(18,10)" : "VARCHAR";
}

/** @param {string} text */
function quote(text) {
  return `'${text.replaceAll("'", "''")}'`;
}
