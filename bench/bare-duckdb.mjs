/**
 * The yardstick: one typed query of bare DuckDB over the files of usage, nothing else.
 * `node bench/bare-duckdb.mjs <folder of CSV files>` prints `{ groups, usd }`.
 */
import { DuckDBInstance } from "@duckdb/node-api";
import { usageColumns } from "./usage-columns.mjs";

const folder = process.argv[2];
if (folder === undefined) throw new Error("usage: node bench/bare-duckdb.mjs <folder>");

/** @param {string} text */
const quote = (text) => `'${text.replaceAll("'", "''")}'`;
const types = usageColumns.map(
  (name) => `${quote(name)}: '${name === "PricingPreTaxTotal" ? "DECIMAL(18,10)" : "VARCHAR"}'`,
);

const connection = await (await DuckDBInstance.create()).connect();
// Only the number of groups and their sum are fetched; the groups themselves stay in the engine.
const answer = await connection.runAndReadAll(`
  SELECT count(*)::VARCHAR AS groups, sum(usd)::VARCHAR AS usd
  FROM (
    SELECT Tier2MpnId, CustomerId, UsageDate, sum(PricingPreTaxTotal) AS usd
    FROM read_csv(${quote(`${folder}/*.csv`)}, columns = {${types.join(", ")}},
      auto_detect = false, header = true, delim = ',', quote = '"', escape = '"')
    GROUP BY ALL
  )`);
process.stdout.write(`${JSON.stringify(answer.getRowObjectsJson()[0])}\n`);
