import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { tenBillionths } from "./csv-parse-stream.mjs";

/**
 * What a published run counted, exactly: the sum of `counted_usd` in its `consumption.csv`.
 *
 * Every row of the made-up usage is inside the window and credited to one partner, so this is the sum of all rows.
 *
 * @param {string} output - the program's output folder
 * @returns {bigint} ten-billionths of a dollar
 */
export function countedByRun(output) {
  const text = readFileSync(join(output, "latest", "consumption.csv"));
  /** @type {{ counted_usd: string }[]} */
  const rows = parse(text, { columns: true, bom: true });
  return rows.reduce((sum, { counted_usd }) => sum + tenBillionths(counted_usd), 0n);
}

/**
 * A comparison of speed is worth nothing where the answers differ.
 *
 * @param {string} what
 * @param {readonly bigint[]} sums - in ten-billionths of a dollar
 * @throws {Error} when they are not all the same
 */
export function requireSameSums(what, sums) {
  if (new Set(sums).size > 1) throw new Error(`${what}: the sums differ: ${sums.join(", ")} ten-billionths`);
}

/**
 * Sums of doubles come close only: to a millionth.
 *
 * @type {(what: string, close: number, exact: bigint) => void}
 */
export function requireCloseSum(what, close, exact) {
  const dollars = Number(exact) / 1e10;
  if (!(Math.abs(close - dollars) <= Math.abs(dollars) / 1e6)) {
    throw new Error(`${what}: the sum is ${close}, not ${dollars}`);
  }
}
