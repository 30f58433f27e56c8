import type { AssociationKind } from "../domain/association.ts";
import type { Day } from "../domain/day.ts";
import type { Usd } from "../domain/money.ts";
import { type Connection, countType, intType, textType, usdType } from "../partials/duckdb/engine.ts";
import { unitOf } from "./billed-days.ts";

/** One subscription (`s…`) or customer (`c…`) in one file, given by its number, whose rows are wanted. */
export interface WantedUnit {
  readonly file: number;
  readonly unit: string;
}

/** Creates `wanted_units`, the units whose rows are to be read one by one, and `evidence`, empty. */
export async function createWanted(connection: Connection, wanted: readonly WantedUnit[]): Promise<void> {
  await connection.createTable("wanted_units", { file: intType, unit: textType }, wanted);
  await connection.run(
    "CREATE OR REPLACE TEMP TABLE evidence AS SELECT 0 AS number, 0 AS line, * FROM partials LIMIT 0",
  );
}

/**
 * Returns the partners that the wanted rows of each file name, by file number; an empty text for rows that name none.
 */
export async function partnersNamed(connection: Connection): Promise<ReadonlyMap<number, readonly string[]>> {
  const rows = await connection.query(
    `SELECT DISTINCT file, partner FROM (SELECT *, ${unitOf} AS unit FROM partials) SEMI JOIN wanted_units USING (file, unit)
     ORDER BY ALL`,
    { file: intType, partner: textType },
  );
  const named = new Map<number, string[]>();
  for (const { file, partner } of rows) named.set(file, [...(named.get(file) ?? []), partner]);
  return named;
}

/**
 * Copies the wanted rows of one file into `evidence`, each with a file number of its own so that it stays separate.
 *
 * @param rows - a table with the columns of `partials`, and `line`
 * @returns whether their number and their dollars equal those of the wanted partials of the file
 */
export async function takeRows(connection: Connection, file: number, rows: string): Promise<boolean> {
  await connection.run(`
    DELETE FROM evidence WHERE file = ${file};
    INSERT INTO evidence BY NAME
    SELECT row_number() OVER () + (SELECT max(file) FROM files) + (SELECT count(*) FROM evidence) AS number, * EXCLUDE (unit)
    FROM (SELECT *, ${unitOf} AS unit FROM ${rows}) SEMI JOIN wanted_units USING (file, unit)`);
  const [found] = await connection.query(sumOf("evidence", file), sumShape);
  const [before] = await connection.query(
    sumOf(`(SELECT *, ${unitOf} AS unit FROM partials) SEMI JOIN wanted_units USING (file, unit)`, file),
    sumShape,
  );
  return found?.rows === before?.rows && found?.ok === before?.ok && found?.usd === before?.usd;
}

/** What rows come to: all of them, those that nothing is wrong with, and their dollars. */
const sumShape = { rows: countType, ok: countType, usd: usdType };

function sumOf(rows: string, file: number): string {
  return `
    SELECT coalesce(CAST(sum(rows) AS BIGINT), 0), coalesce(CAST(sum(rows) FILTER (WHERE state = 'ok') AS BIGINT), 0),
      coalesce(CAST(sum(usd) AS DECIMAL(38, 10)), 0)
    FROM ${rows} WHERE file = ${file}`;
}

/** Replaces sums with the `evidence` rows they consist of, before they are bucketed and credited. */
export async function putRowsInPlace(connection: Connection): Promise<void> {
  await connection.run(`
    DELETE FROM partials WHERE EXISTS (SELECT 1 FROM wanted_units WHERE wanted_units.file = partials.file AND wanted_units.unit = ${unitOf});
    INSERT INTO partials BY NAME SELECT * EXCLUDE (number, line) REPLACE (number AS file) FROM evidence;
    INSERT INTO files SELECT number, files.* EXCLUDE (file) FROM evidence JOIN files USING (file);
    INSERT INTO lost_days SELECT number, lost_days.* EXCLUDE (file) FROM evidence JOIN lost_days USING (file)`);
}

/** One row of a file that counts for a partner. */
export interface CountedRow {
  readonly file: number;
  readonly line: number;
  readonly day: Day;
  readonly usd: Usd;
  readonly customer: string;
  readonly subscription: string;
  readonly kind: AssociationKind | "";
}

/** Returns the rows of `evidence` that count for a partner, sorted by file and line. Requires the table `credited`. */
export async function countedRows(connection: Connection, partnerId: string): Promise<CountedRow[]> {
  const rows = await connection.query(
    `SELECT evidence.file, line, evidence.first_day, credited.usd, evidence.customer, subscription, coalesce(credited.kind, '')
     FROM evidence JOIN credited ON credited.file = number
     WHERE credited.partner = $partner AND bucket = 'counted' ORDER BY ALL`,
    {
      file: intType,
      line: intType,
      day: textType,
      usd: usdType,
      customer: textType,
      subscription: textType,
      kind: textType,
    },
    { partner: partnerId },
  );
  return rows.map((row) => ({ ...row, kind: row.kind as CountedRow["kind"] }));
}
