import type { DuckDBConnection } from "@duckdb/node-api";
import { type Association, type AssociationKind, associationKinds } from "../domain/association.ts";
import type { Month } from "../domain/day.ts";

/** One ingested file, as far as the rules about files need it (S14). */
export interface FileEntry {
  readonly number: number;
  readonly format: string;
  readonly grain: "day" | "month";
  readonly supersede: "none" | "partner-month" | "invoice";
  /** Files with the same group number are one file. */
  readonly group: number;
  /** Rank of the group among all, older first: the higher is the newer. */
  readonly age: number;
  /** Months in which another export run counts instead. */
  readonly lostMonths: readonly Month[];
}

export interface Lookups {
  readonly files: readonly FileEntry[];
  readonly associations: readonly Association[];
  /** Kinds that the consumption requirement accepts (S6). */
  readonly accepted: readonly AssociationKind[];
}

type Cell = string | number | boolean | null;

/** Loads what the aggregation looks up besides the partials: files, associations, kinds. */
export async function loadLookups(connection: DuckDBConnection, lookups: Lookups): Promise<void> {
  await connection.run(`
    CREATE TABLE files (file INTEGER, format VARCHAR, grain VARCHAR, supersede VARCHAR, grp INTEGER, age INTEGER);
    CREATE TABLE lost_months (file INTEGER, month VARCHAR);
    CREATE TABLE associations (partner VARCHAR, customer VARCHAR, subscription VARCHAR, kind VARCHAR, first_day VARCHAR, last_day VARCHAR);
    CREATE TABLE kinds (kind VARCHAR, rank INTEGER, accepted BOOLEAN)`);
  await append(
    connection,
    "files",
    lookups.files.map((f) => [f.number, f.format, f.grain, f.supersede, f.group, f.age]),
  );
  await append(
    connection,
    "lost_months",
    lookups.files.flatMap((f) => f.lostMonths.map((month) => [f.number, month])),
  );
  await append(
    connection,
    "associations",
    lookups.associations.map((a) => [
      a.partnerId,
      a.customerId,
      a.subscriptionId,
      a.kind,
      a.from ?? null,
      a.to ?? null,
    ]),
  );
  await append(
    connection,
    "kinds",
    associationKinds.map((kind, rank) => [kind, rank, lookups.accepted.includes(kind)]),
  );
}

async function append(connection: DuckDBConnection, table: string, rows: readonly Cell[][]): Promise<void> {
  const appender = await connection.createAppender(table);
  for (const row of rows) {
    for (const cell of row) {
      if (cell === null) appender.appendNull();
      else if (typeof cell === "number") appender.appendInteger(cell);
      else if (typeof cell === "boolean") appender.appendBoolean(cell);
      else appender.appendVarchar(cell);
    }
    appender.endRow();
  }
  appender.closeSync();
}
