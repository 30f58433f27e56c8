import type { DuckDBConnection, DuckDBMaterializedResult } from "@duckdb/node-api";
import type { Rate } from "../domain/rate.ts";
import type { ConsumptionExport } from "../sources/find-exports.ts";
import { hasOddCharacters, plainAmount } from "./duckdb/group-rows.ts";
import { moneyKey, type Terms, termsKey, termsOf } from "./money-key.ts";

/**
 * Rates up to which the database can calculate: a plain amount has 8 digits before the point and 10 after it, so twice its
 * product with a numerator has less than 38 digits, and the dollars have no more than 15 before the point, as they may.
 */
const mostOfRate = 2n ** 60n;
const mostPerUnit = 10n ** 7n;

/**
 * Converts the odd amounts that are plain numbers into the table `money`: exactly, in whole numbers, rounded half away from
 * zero (S15). There are as many of them as rows in another currency, but few terms.
 *
 * @param rateIn - dollars per unit; `undefined` where there is no rate
 * @returns what is left for the tolerant parser: amount, key of the terms, key of both
 */
export async function addPlainMoney(
  connection: DuckDBConnection,
  file: ConsumptionExport,
  rateIn: (terms: Terms) => Rate | undefined,
): Promise<DuckDBMaterializedResult> {
  await loadRates(connection, file, rateIn);
  const odd = `
    SELECT DISTINCT odd, ${termsKey(file)} AS terms, ${moneyKey(file)} AS key FROM grouped WHERE odd IS NOT NULL`;
  const read = `
    SELECT odd.*, rates.state, numerator, denominator,
      CASE WHEN NOT (${hasOddCharacters("odd")}) THEN ${plainAmount(file, "odd")} END AS amount
    FROM (${odd}) AS odd LEFT JOIN rates USING (terms)`;
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE odd_amounts AS ${read};
    INSERT INTO money SELECT key, ${dollars}, state FROM odd_amounts WHERE ${isPlain}`);
  const left = await connection.run(`SELECT odd, terms, key FROM odd_amounts WHERE NOT (${isPlain})`);
  // There may be as many of them as rows.
  await connection.run("DROP TABLE odd_amounts");
  return left;
}

/** Neither is NULL: the amount can be read, and its terms are among the rates. */
const isPlain = "amount IS NOT NULL AND state IS NOT NULL";

/** Ten-billionths of a dollar, then dollars; NULL without a rate. */
const dollars = (() => {
  const units = "CAST(replace(CAST(amount AS VARCHAR), '.', '') AS HUGEINT)";
  const rounded = `(abs(${units}) * numerator * 2 + denominator) // (denominator * 2)`;
  const usd = `CAST(${rounded} AS DECIMAL(28, 0)) * CAST(0.0000000001 AS DECIMAL(10, 10))`;
  return `CASE WHEN amount < 0 THEN -(${usd}) ELSE ${usd} END`;
})();

/** Puts the rate of each distinct terms into the table `rates`, but for those that are too large for the database. */
async function loadRates(
  connection: DuckDBConnection,
  file: ConsumptionExport,
  rateIn: (terms: Terms) => Rate | undefined,
): Promise<void> {
  await connection.run(
    "CREATE OR REPLACE TEMP TABLE rates (terms VARCHAR, numerator HUGEINT, denominator HUGEINT, state VARCHAR)",
  );
  const keys = await connection.runAndReadAll(`SELECT DISTINCT ${termsKey(file)} FROM grouped WHERE odd IS NOT NULL`);
  const appender = await connection.createAppender("rates");
  for (const [cell] of keys.getRows()) {
    const key = String(cell);
    const rate = rateIn(termsOf(key));
    if (rate !== undefined && !isSmall(rate)) continue;
    appender.appendVarchar(key);
    if (rate === undefined) {
      appender.appendNull();
      appender.appendNull();
      appender.appendVarchar("no-rate");
    } else {
      appender.appendHugeInt(rate.numerator);
      appender.appendHugeInt(rate.denominator);
      appender.appendVarchar("priced");
    }
    appender.endRow();
  }
  appender.closeSync();
}

function isSmall({ numerator, denominator }: Rate): boolean {
  return numerator <= mostOfRate && denominator <= mostOfRate && numerator <= denominator * mostPerUnit;
}
