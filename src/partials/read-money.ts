import { parseAmount, type Usd } from "../domain/money.ts";
import { multiplyByRate, type Rate } from "../domain/rate.ts";
import type { ConsumptionExport } from "../sources/export.ts";
import { type Connection, hugeType, intType, nullable, textType, usdType } from "./duckdb/engine.ts";
import { hasOddCharacters, plainNumber } from "./duckdb/group-rows.ts";
import { type Exchange, exchangeOf, type RateOf, type UsedRate } from "./exchange.ts";
import { type GroupLayout, hasDollarsOnly } from "./groups.ts";

/** How amounts that are not plain numbers of dollars are read. */
export interface MoneyReading {
  readonly file: ConsumptionExport;
  readonly layout: GroupLayout;
  readonly rateOf: RateOf;
}

/**
 * Reads each distinct amount that is not a plain number of dollars, and converts it into dollars (S3, S15). Creates two
 * temporary tables: `conversions` (id, the cells that decide the rate) and `money` (text, conversions → state, usd,
 * currency, amount).
 *
 * @param relation - of the files' groups, all of one layout
 * @returns by file, the rates that were looked up in `exchange-rates.csv`
 */
export async function readMoney(
  connection: Connection,
  relation: string,
  reading: MoneyReading,
): Promise<ReadonlyMap<number, readonly UsedRate[]>> {
  await connection.run(`CREATE OR REPLACE TEMP VIEW odd_rows AS ${oddRows(relation, reading.layout)}`);
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE conversions AS
    SELECT CAST(row_number() OVER () AS INTEGER) AS id, * FROM (SELECT DISTINCT currency, pricing_currency, rate, day FROM odd_rows)`);
  const exchanges = await exchangesOf(connection, reading);
  await connection.createTable("money", moneyShape, []);
  await convertPlainNumbers(connection, reading.layout, exchanges);
  await convertOtherTexts(connection, reading, exchanges);
  return usedRates(connection, exchanges);
}

const moneyShape = {
  text: textType,
  conversions: intType,
  state: textType,
  usd: nullable(usdType),
  currency: nullable(textType),
  amount: nullable(usdType),
};

/** Returns the joins from groups, under the alias `groups`, to their converted amounts: NULL for plain ones. */
export function joinMoney(layout: GroupLayout): string {
  const { amount, currency, pricingCurrency, rate, day } = oddCells(layout);
  return `
    LEFT JOIN conversions ON ${isOdd} AND conversions.currency IS NOT DISTINCT FROM ${currency}
      AND conversions.pricing_currency IS NOT DISTINCT FROM ${pricingCurrency}
      AND conversions.rate IS NOT DISTINCT FROM ${rate} AND conversions.day IS NOT DISTINCT FROM ${day}
    LEFT JOIN money ON money.conversions = conversions.id AND money.text = ${amount}`;
}

const isOdd = "(groups.amount_usd IS NOT NULL OR groups.amount IS NOT NULL)";

function oddRows(relation: string, layout: GroupLayout): string {
  const { amount, currency, pricingCurrency, rate, day } = oddCells(layout);
  return `
    SELECT groups.file, ${amount} AS text, ${currency} AS currency, ${pricingCurrency} AS pricing_currency, ${rate} AS rate, ${day} AS day
    FROM ${relation} AS groups WHERE ${isOdd}`;
}

/** Returns the cells that an odd amount is read from; those about currencies are NULL for one in dollars. */
function oddCells(layout: GroupLayout) {
  const inDollars = hasDollarsOnly(layout) ? "true" : "coalesce(groups.amount_usd, '') <> ''";
  const unlessDollars = (cell: string) => `CASE WHEN NOT (${inDollars}) THEN ${cell} END`;
  return {
    amount: `CASE WHEN ${inDollars} THEN groups.amount_usd ELSE groups.amount END`,
    currency: unlessDollars("coalesce(groups.currency, '')"),
    pricingCurrency: unlessDollars("groups.pricing_currency"),
    rate: unlessDollars("groups.rate"),
    day: unlessDollars("coalesce(groups.day, '')"),
  };
}

async function exchangesOf(connection: Connection, { file, rateOf }: MoneyReading): Promise<Map<number, Exchange>> {
  const conversions = await connection.query("SELECT id, currency, pricing_currency, rate, day FROM conversions", {
    id: intType,
    currency: nullable(textType),
    pricingCurrency: nullable(textType),
    rate: nullable(textType),
    day: nullable(textType),
  });
  return new Map(conversions.map((each) => [each.id, exchangeOf(each, file.source, rateOf)]));
}

/**
 * Limits of the rates that the database can calculate with. A plain amount has 8 digits before the point and 10 after
 * it, so twice its product with a numerator has fewer than 38 digits, and the dollars have at most the permitted 15
 * before the point.
 */
const mostOfRate = 2n ** 60n;
const mostPerUnit = 10n ** 7n;

function isSmall({ numerator, denominator }: Rate): boolean {
  return numerator <= mostOfRate && denominator <= mostOfRate && numerator <= denominator * mostPerUnit;
}

/**
 * Converts plain numbers in the database: exactly, in whole numbers, rounded half away from zero (S15). There can be as
 * many as rows in another currency; one by one they take ten times as long.
 */
async function convertPlainNumbers(
  connection: Connection,
  layout: GroupLayout,
  exchanges: ReadonlyMap<number, Exchange>,
): Promise<void> {
  const rates = [...exchanges].filter(([, { rate }]) => rate === undefined || isSmall(rate));
  await connection.createTable(
    "rates",
    { id: intType, numerator: nullable(hugeType), denominator: nullable(hugeType), currency: textType },
    rates.map(([id, { rate, currency }]) => ({
      ...{ id, currency },
      ...{ numerator: rate?.numerator, denominator: rate?.denominator },
    })),
  );
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE odd_amounts AS
    SELECT odd.text, odd.conversions, rates.* EXCLUDE (id), rates.id IS NOT NULL AS has_rate,
      CASE WHEN NOT (${hasOddCharacters("odd.text")}) THEN ${plainNumber("odd.text", layout)} END AS number
    FROM (
      SELECT DISTINCT odd_rows.text, conversions.id AS conversions FROM odd_rows JOIN conversions ON odd_rows.currency IS NOT DISTINCT FROM conversions.currency
        AND odd_rows.pricing_currency IS NOT DISTINCT FROM conversions.pricing_currency
        AND odd_rows.rate IS NOT DISTINCT FROM conversions.rate AND odd_rows.day IS NOT DISTINCT FROM conversions.day
    ) AS odd LEFT JOIN rates ON rates.id = odd.conversions;
    INSERT INTO money
    SELECT text, conversions, CASE WHEN numerator IS NULL THEN 'no-rate' ELSE 'priced' END, ${dollars},
      CASE WHEN numerator IS NULL THEN currency END, CASE WHEN numerator IS NULL THEN CAST(number AS DECIMAL(38, 10)) END
    FROM odd_amounts WHERE ${isConverted}`);
}

const isConverted = "number IS NOT NULL AND has_rate";

/** Dollars with ten places; NULL without a rate. */
const dollars = (() => {
  const units = "CAST(replace(CAST(number AS VARCHAR), '.', '') AS HUGEINT)";
  const rounded = `(abs(${units}) * numerator * 2 + denominator) // (denominator * 2)`;
  const exact = `CAST(${rounded} AS DECIMAL(28, 0)) * CAST(0.0000000001 AS DECIMAL(10, 10))`;
  return `CASE WHEN number < 0 THEN -(${exact}) ELSE ${exact} END`;
})();

/** Converts the other texts with the tolerant parser (S3), some at a time: there may be as many texts as rows. */
async function convertOtherTexts(
  connection: Connection,
  { file }: MoneyReading,
  exchanges: ReadonlyMap<number, Exchange>,
): Promise<void> {
  const left = `SELECT text, conversions FROM odd_amounts WHERE NOT (${isConverted})`;
  for await (const rows of connection.queryInChunks(left, { text: textType, conversions: intType })) {
    await connection.append(
      "money",
      moneyShape,
      rows.map((row) => ({ ...row, ...moneyOf(row.text, exchanges.get(row.conversions), file) })),
    );
  }
  await connection.run("DROP TABLE odd_amounts");
}

interface Money {
  readonly state: "priced" | "no-rate" | "unreadable";
  readonly usd: Usd | undefined;
  readonly currency: string | undefined;
  readonly amount: Usd | undefined;
}

function moneyOf(cell: string, exchange: Exchange | undefined, { source }: ConsumptionExport): Money {
  const amount = parseAmount(cell, source.decimal ?? ".");
  if (amount === undefined) return { state: "unreadable", usd: undefined, currency: undefined, amount: undefined };
  const inDollars = exchange?.rate && multiplyByRate(amount, exchange.rate);
  if (inDollars !== undefined) return { state: "priced", usd: inDollars, currency: undefined, amount: undefined };
  return { state: "no-rate", usd: undefined, currency: exchange?.currency ?? "", amount };
}

async function usedRates(
  connection: Connection,
  exchanges: ReadonlyMap<number, Exchange>,
): Promise<Map<number, UsedRate[]>> {
  const pairs = await connection.query(
    `SELECT DISTINCT odd_rows.file, conversions.id FROM odd_rows JOIN conversions ON odd_rows.currency IS NOT DISTINCT FROM conversions.currency
       AND odd_rows.pricing_currency IS NOT DISTINCT FROM conversions.pricing_currency
       AND odd_rows.rate IS NOT DISTINCT FROM conversions.rate AND odd_rows.day IS NOT DISTINCT FROM conversions.day`,
    { file: intType, conversions: intType },
  );
  const byFile = new Map<number, Map<string, UsedRate>>();
  for (const { file, conversions } of pairs) {
    const used = exchanges.get(conversions)?.used;
    if (used === undefined) continue;
    const known = byFile.get(file) ?? new Map<string, UsedRate>();
    byFile.set(file, known.set(`${used.currency} ${used.month}`, used));
  }
  return new Map([...byFile].map(([file, used]) => [file, [...used.values()]]));
}
