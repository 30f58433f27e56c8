import type { DuckDBConnection } from "@duckdb/node-api";
import type { AssociationKind } from "../domain/association.ts";
import type { Day, Month } from "../domain/day.ts";
import { exact } from "./file-tallies.ts";

/** The rows of one subscription (`s…`) or customer (`c…`) in one file, by its number. */
export interface WantedUnit {
  readonly file: number;
  readonly unit: string;
}

const unitOf = "CASE WHEN subscription <> '' THEN 's' || subscription ELSE 'c' || customer END";

/** Creates `wanted_units`: whose rows are to be told apart. */
export async function createWanted(connection: DuckDBConnection, wanted: readonly WantedUnit[]): Promise<void> {
  await connection.run("CREATE OR REPLACE TEMP TABLE wanted_units (file INTEGER, unit VARCHAR)");
  const appender = await connection.createAppender("wanted_units");
  for (const { file, unit } of wanted) {
    appender.appendInteger(file);
    appender.appendVarchar(unit);
    appender.endRow();
  }
  appender.closeSync();
}

/** The partners that the wanted rows of each file name, by the file's number; an empty text for rows that name none. */
export async function partnersNamed(connection: DuckDBConnection): Promise<Map<number, string[]>> {
  const answer = await connection.runAndReadAll(`
    SELECT DISTINCT file, partner FROM (SELECT *, ${unitOf} AS unit FROM partial) SEMI JOIN wanted_units USING (file, unit)
    ORDER BY ALL`);
  const named = new Map<number, string[]>();
  for (const [file, partner] of answer.getRows()) {
    named.set(Number(file), [...(named.get(Number(file)) ?? []), String(partner)]);
  }
  return named;
}

/** An extract of a file: some of its rows, each with its line where a partner's name would be. */
export interface ExtractOf {
  readonly extract: number;
  readonly file: number;
}

/**
 * Creates `evidence`: the wanted rows of the extracts (all rows of a file of which none is wanted by its unit), one partial each, under a number of its own as if each were a file.
 * The partials of the extracts are removed.
 *
 * @returns numbers of the files whose rows or dollars are not those that were read of them before
 */
export async function takeRows(connection: DuckDBConnection, extracts: readonly ExtractOf[]): Promise<number[]> {
  const pairs = extracts.map(({ extract, file }) => `(${extract}, ${file})`);
  await connection.run(`
    CREATE TEMP TABLE IF NOT EXISTS evidence AS SELECT 0 AS number, 0 AS origin, CAST(0 AS BIGINT) AS line, partial.* FROM partial LIMIT 0;
    CREATE OR REPLACE TEMP TABLE extracts AS SELECT * FROM (VALUES ${pairs.join(", ")}) AS extracts(file, origin);
    DELETE FROM evidence WHERE origin IN (SELECT origin FROM extracts);
    INSERT INTO evidence
    SELECT row_number() OVER () + (SELECT max(file) + 1 FROM partial) + (SELECT coalesce(max(number), 0) FROM evidence), origin,
      CAST(partner_name AS BIGINT), rows_of_extracts.* EXCLUDE (origin, unit)
    FROM (SELECT partial.*, origin, ${unitOf} AS unit FROM partial JOIN extracts USING (file)) AS rows_of_extracts
    WHERE NOT EXISTS (SELECT 1 FROM wanted_units WHERE wanted_units.file = origin)
      OR EXISTS (SELECT 1 FROM wanted_units WHERE wanted_units.file = origin AND wanted_units.unit = rows_of_extracts.unit);
    DELETE FROM partial WHERE file IN (SELECT file FROM extracts)`);
  const differing = await connection.runAndReadAll(`
    WITH read AS (
      SELECT file, sum(rows) AS rows, sum(usd) AS usd FROM (SELECT *, ${unitOf} AS unit FROM partial)
      SEMI JOIN wanted_units USING (file, unit) GROUP BY file
    ),
    found AS (SELECT origin AS file, sum(rows) AS rows, sum(usd) AS usd FROM evidence GROUP BY origin)
    SELECT read.file FROM read LEFT JOIN found USING (file)
    WHERE found.rows IS DISTINCT FROM read.rows OR found.usd IS DISTINCT FROM read.usd ORDER BY ALL`);
  return differing.getRows().map(([file]) => Number(file));
}

/** Puts the rows of `evidence` in place of the partials that they were summed to, and takes back what was decided. */
export async function putRowsInPlace(connection: DuckDBConnection): Promise<void> {
  await connection.run(`
    DELETE FROM partial WHERE EXISTS (SELECT 1 FROM wanted_units WHERE wanted_units.file = partial.file AND wanted_units.unit = ${unitOf});
    INSERT INTO partial SELECT evidence.* EXCLUDE (number, origin, line) REPLACE (number AS file, '' AS partner_name) FROM evidence;
    INSERT INTO files SELECT number, files.* EXCLUDE (file) FROM evidence JOIN files ON files.file = origin;
    INSERT INTO lost_months SELECT number, lost_months.month FROM evidence JOIN lost_months ON lost_months.file = origin;
    DROP TABLE IF EXISTS billed_resellers; DROP TABLE IF EXISTS judged; DROP TABLE IF EXISTS credited`);
}

/** The lines on which a partner's rows of one month begin and end in one file. */
export interface LineRange {
  readonly partnerId: string;
  readonly month: Month;
  readonly file: number;
  readonly rows: number;
  readonly usd: bigint;
  readonly first: number;
  readonly last: number;
}

/** Where the rows of `evidence` that count stand, once they were judged and credited one by one. */
export async function lineRanges(connection: DuckDBConnection): Promise<LineRange[]> {
  const answer = await connection.runAndReadAll(`
    SELECT credited.partner, credited.month, origin, count(*), sum(credited.usd), min(line), max(line)
    FROM evidence JOIN credited ON credited.file = number
    WHERE bucket = 'counted' GROUP BY ALL ORDER BY ALL`);
  return answer.getRows().map(([partner, month, file, rows, usd, first, last]) => ({
    partnerId: String(partner),
    month: String(month),
    file: Number(file),
    rows: Number(rows),
    usd: exact(usd),
    first: Number(first),
    last: Number(last),
  }));
}

/** One row of a file that counts for a partner. */
export interface CountedRow {
  readonly file: number;
  readonly line: number;
  readonly day: Day;
  readonly usd: bigint;
  readonly customer: string;
  readonly subscription: string;
  readonly kind: AssociationKind | "";
}

/** The rows of `evidence` that count for a partner, once they were judged and credited one by one; by file and line. */
export async function countedRows(connection: DuckDBConnection, partnerId: string): Promise<CountedRow[]> {
  const answer = await connection.runAndReadAll(
    `
    SELECT origin, line, first_day, credited.usd, customer, subscription, coalesce(credited.kind, '')
    FROM evidence JOIN credited ON credited.file = number
    WHERE credited.partner = $partner AND bucket = 'counted' ORDER BY origin, line`,
    { partner: partnerId },
  );
  return answer.getRows().map(([file, line, day, usd, customer, subscription, kind]) => ({
    file: Number(file),
    line: Number(line),
    day: String(day),
    usd: exact(usd),
    customer: String(customer),
    subscription: String(subscription),
    kind: String(kind) as CountedRow["kind"],
  }));
}
