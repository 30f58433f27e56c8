import { closeSync, existsSync, openSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";
import { makeMeters } from "./meters.mjs";
import { xorshift } from "./random.mjs";
import { usageColumns } from "./usage-columns.mjs";
import { customerRows } from "./usage-rows.mjs";

const monthsInWindow = 12;
const bytesPerCustomerMonth = 122_000;
const flushAt = 4_000_000;

/**
 * @typedef {object} FileWish
 * @property {number} index - which file
 * @property {number} bytes - of its rows, give or take one
 * @property {string} currency - of its prices, as ISO 4217 code
 */

/**
 * Writes one file of rated usage: one invoice, one month, as many customers as fit.
 *
 * File `index` has the month `index` of the window (August 2016 first, round and round) and an invoice number of its
 * own, so that no file supersedes another (S14). Its bytes depend on the arguments only.
 *
 * @param {string} folder - where it is written; a complete file of that name is left as it is
 * @param {import("./fleet.mjs").Fleet} fleet
 * @param {FileWish} wish
 * @returns {string} its path
 */
export function writeUsageFile(folder, fleet, wish) {
  const path = join(folder, usageFileName(wish.index));
  if (existsSync(path)) return path;

  const unfinished = `${path}.unfinished`;
  const output = openSync(unfinished, "w");
  try {
    for (const text of usageChunks(fleet, wish)) writeSync(output, text, null, "latin1");
  } finally {
    closeSync(output);
  }
  renameSync(unfinished, path);
  return path;
}

/**
 * What file `index` is called. The names differ in their part only: together they are one export (S14).
 *
 * @param {number} index - 0 and up
 */
export function usageFileName(index) {
  return `csp-usage_2017-08-01_part_${index + 1}.csv`;
}

/**
 * The text of that file in large pieces, header first.
 *
 * @param {import("./fleet.mjs").Fleet} fleet
 * @param {FileWish} wish
 */
function* usageChunks({ customers }, { index, bytes, currency }) {
  const context = { invoice: { ...invoiceOf(index), currency }, meters: makeMeters() };
  const random = xorshift(1000 + index);
  let next = firstCustomer(index, bytes, customers.length);
  let text = `${usageColumns.join(",")}\n`;
  for (let written = 0; written < bytes; next = (next + 1) % customers.length) {
    const customer = customers[next];
    if (customer === undefined) throw new Error("a fleet needs customers");
    const rows = upTo(customerRows(random, customer, context), bytes - written);
    written += rows.length;
    text += rows;
    if (text.length < flushAt) continue;
    yield text;
    text = "";
  }
  yield text;
}

/** Whole rows, the last of which reaches a size. @type {(rows: string, bytes: number) => string} */
function upTo(rows, bytes) {
  return bytes < rows.length ? rows.slice(0, rows.indexOf("\n", bytes - 1) + 1) : rows;
}

/**
 * Spreads the files of all months over the customers; those of one month follow one another, so that no customer is
 * charged twice for a day until every customer was charged once.
 *
 * @type {(index: number, bytes: number, customers: number) => number}
 */
function firstCustomer(index, bytes, customers) {
  const month = index % monthsInWindow;
  const earlierFiles = Math.floor(index / monthsInWindow);
  const perFile = Math.ceil((bytes / bytesPerCustomerMonth) * 1.1);
  return (Math.floor((month * customers) / monthsInWindow) + earlierFiles * perFile) % customers;
}

/** @type {(index: number) => Omit<import("./usage-rows.mjs").Invoice, "currency">} */
function invoiceOf(index) {
  const first = new Date(Date.UTC(2016, 7 + (index % monthsInWindow), 1));
  const [year, month] = [first.getUTCFullYear(), first.getUTCMonth() + 1];
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return { number: `G${String(1_000_001 + index).slice(1)}`, year, month, days };
}
