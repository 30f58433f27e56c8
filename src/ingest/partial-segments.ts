import type { DuckDBConnection } from "@duckdb/node-api";
import type { Day } from "../domain/day.ts";
import type { Window } from "../domain/window.ts";
import { sqlText } from "./sql-text.ts";

/** What is kept of a partial: all but the file's number and what depends on the as-of day. */
const kept = [
  "status",
  "partner",
  "reseller",
  "fallback",
  "customer",
  "subscription",
  "kind",
  "day",
  "month",
  "priced",
  "tenant",
  "invoice",
  "partner_name",
  "partner_country",
  "customer_country",
  "first_day",
  "last_day",
  "rows",
  "usd",
].join(", ");

/** Where days are told apart: the window and the as-of day of a run. */
export interface Cuts {
  readonly window: Window;
  readonly asOf: Day;
}

/**
 * Writes the partials of some files into one file of their own, a segment.
 *
 * @param path - of a file that is not there yet
 * @param files - by their numbers in this run; in the segment each is a part of that number
 */
export async function writeSegment(
  connection: DuckDBConnection,
  path: string,
  files: readonly number[],
): Promise<void> {
  await connection.run(`
    COPY (SELECT file AS part, ${kept} FROM partial WHERE file IN (${files.join(", ")}))
    TO ${sqlText(path)} (FORMAT parquet)`);
}

/**
 * Adds parts of a segment to the table of partials.
 *
 * @param parts - numbers of the parts, and of the files that they are in this run
 */
export async function readSegment(
  connection: DuckDBConnection,
  path: string,
  { parts, cuts }: { readonly parts: readonly { readonly part: number; readonly file: number }[]; readonly cuts: Cuts },
): Promise<void> {
  const numbers = parts.map(({ part, file }) => `(${part}, ${file})`);
  const { window, asOf } = cuts;
  await connection.run(`
    INSERT INTO partial BY NAME
    SELECT CAST(numbers.file AS INTEGER) AS file, last_day >= ${sqlText(window.start)} AND last_day < ${sqlText(window.end)} AS inside,
      last_day <= ${sqlText(asOf)} AS past, ${kept}
    FROM read_parquet(${sqlText(path)}) JOIN (VALUES ${numbers.join(", ")}) AS numbers(part, file) USING (part)`);
}

/**
 * Removes files again whose partials have days from both sides of a cut in one sum: kept for another as-of day, they are of no
 * use for this one.
 *
 * @returns the numbers of those files
 */
export async function removeUncut(connection: DuckDBConnection, { window, asOf }: Cuts): Promise<Set<number>> {
  const [start, end, today] = [window.start, window.end, asOf].map(sqlText);
  const answer = await connection.runAndReadAll(`
    SELECT DISTINCT file FROM partial
    WHERE (first_day < ${start} AND last_day >= ${start}) OR (first_day < ${end} AND last_day >= ${end})
      OR (first_day <= ${today} AND last_day > ${today})`);
  const files = answer.getRows().map(([file]) => Number(file));
  if (files.length > 0) await connection.run(`DELETE FROM partial WHERE file IN (${files.join(", ")})`);
  return new Set(files);
}
