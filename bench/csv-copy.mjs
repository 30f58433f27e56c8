/**
 * The least that a careful reader does: csv-parse as a stream into csv-stringify, rows of the wrong width left out.
 * `node bench/csv-copy.mjs <CSV file> <copy>`
 */
import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { parse } from "csv-parse";
import { stringify } from "csv-stringify";

const [, , from, to] = process.argv;
if (from === undefined || to === undefined) throw new Error("usage: node bench/csv-copy.mjs <file> <copy>");

await pipeline(
  createReadStream(from, { highWaterMark: 1 << 20 }),
  parse({ skip_records_with_error: true }),
  stringify(),
  createWriteStream(to),
);
