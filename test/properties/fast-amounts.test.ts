import fc from "fast-check";
import { expect, it } from "vitest";
import { formatExact, parseAmount } from "../../src/domain/money.ts";
import { intType, usdType } from "../../src/partials/duckdb/engine.ts";
import { groupedUsage } from "./grouped-usage.ts";
import { cellsOf } from "./random-rows.ts";

const piece = fc.constantFrom(
  ..."0123456789012345678901234567890123456789",
  ".",
  ".",
  ",",
  "-",
  "+",
  "e",
  "E",
  "_",
  " ",
  "$",
  "(",
  ")",
);
const anyText = fc.array(piece, { minLength: 1, maxLength: 14 }).map((pieces) => pieces.join(""));
const number = fc
  .tuple(
    fc.constantFrom("", "", "-", "+", " ", "- "),
    fc.bigInt({ min: 0n, max: 10n ** 10n }),
    fc.constantFrom("", ".", "."),
    fc.bigInt({ min: 0n, max: 10n ** 18n }),
    fc.constantFrom("", "", "", "e5", "E-05", "e-30", "E+2", " ", "\t", "0"),
  )
  .map((parts) => parts.join(""));
const half = fc.nat({ max: 10 ** 9 }).map((n) => `${n % 100}.${String(n).padStart(10, "0")}5`);

it("reads every amount that the fast way accepts as the tolerant parser does", async () => {
  const written = fc.sample(fc.oneof(anyText, number, half), { numRuns: 20_000, seed: 20170815 });
  // A cell that is empty once trimmed is no number to anyone; others are told apart by the customer of their row.
  const rows = written.map((text, index) => cellsOf(["1", String(index), "", "2017-06-01", text, "DPOR"]));
  const header = "partner_id,customer_id,subscription_id,date,amount_usd,association";
  const { connection, relation } = await groupedUsage([header, ...rows]);
  const plain = await connection.query(
    `SELECT CAST(customer AS INTEGER), usd FROM ${relation} WHERE amount_usd IS NULL`,
    { index: intType, usd: usdType },
  );
  const read = plain.map((group) => {
    const text = written[group.index] ?? "";
    return { text, fast: printed(group.usd), tolerant: printed(parseAmount(text)) };
  });
  expect(read.length).toBeGreaterThan(3000);
  expect(read.filter(({ fast, tolerant }) => fast !== tolerant)).toEqual([]);
});

function printed(units: bigint | undefined): string {
  return units === undefined ? "no amount" : formatExact(units);
}
