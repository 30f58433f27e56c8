import type { DuckDBConnection } from "@duckdb/node-api";
import type { Day } from "../domain/day.ts";
import type { Window } from "../domain/window.ts";
import { sqlText } from "./duckdb/sql-text.ts";

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
    COPY (SELECT file AS part, ${kept} FROM partials WHERE file IN (${files.join(", ")}))
    TO ${sqlText(path)} (FORMAT parquet, ROW_GROUP_SIZE ${rowsPerGroup})`);
}

/** Small, so that several threads can read a segment. */
const rowsPerGroup = 20_480;

/** A segment, and the parts of it that are of use. */
export interface Segment {
  readonly path: string;
  /** Numbers of the parts, and of the files that they are in this run. */
  readonly parts: readonly { readonly part: number; readonly file: number }[];
}

/**
 * The parts of a segment that are of no use for a run, since they have days from both sides of one of its cuts in one sum: they
 * were kept for another as-of day.
 */
export async function uncutParts(connection: DuckDBConnection, path: string, cuts: Cuts): Promise<Set<number>> {
  const [start, end, today] = [cuts.window.start, cuts.window.end, cuts.asOf].map(sqlText);
  const answer = await connection.runAndReadAll(`
    SELECT DISTINCT part FROM read_parquet(${sqlText(path)})
    WHERE (first_day < ${start} AND last_day >= ${start}) OR (first_day < ${end} AND last_day >= ${end})
      OR (first_day <= ${today} AND last_day > ${today})`);
  return new Set(answer.getRows().map(([part]) => Number(part)));
}

/**
 * Puts parts of segments among the partials without reading them: they must stay where they are until the last question is
 * answered. To put them into a table would take longer than all the rules together.
 */
export async function viewSegments(
  connection: DuckDBConnection,
  segments: readonly Segment[],
  cuts: Cuts,
): Promise<void> {
  const all = ["FROM partial", ...segments.map((segment) => partialsIn(segment, cuts))];
  await connection.run(`CREATE OR REPLACE VIEW partials AS ${all.join(" UNION ALL BY NAME ")}`);
}

/** Puts the partials of `viewSegments` into the table: for those who change some of them. */
export async function takeSegments(connection: DuckDBConnection): Promise<void> {
  await connection.run(`
    CREATE TEMP TABLE taken AS FROM partials;
    CREATE OR REPLACE VIEW partials AS FROM partial;
    DELETE FROM partial;
    INSERT INTO partial BY NAME FROM taken;
    DROP TABLE taken`);
}

function partialsIn({ path, parts }: Segment, { window, asOf }: Cuts): string {
  const numbers = parts.map(({ part, file }) => `(${part}, ${file})`);
  return `
    SELECT CAST(numbers.file AS INTEGER) AS file, last_day >= ${sqlText(window.start)} AND last_day < ${sqlText(window.end)} AS inside,
      last_day <= ${sqlText(asOf)} AS past, ${kept}
    FROM read_parquet(${sqlText(path)}) JOIN (VALUES ${numbers.join(", ")}) AS numbers(part, file) USING (part)`;
}
