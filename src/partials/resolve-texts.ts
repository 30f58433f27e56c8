import type { DuckDBConnection } from "@duckdb/node-api";
import type { AssociationKind } from "../domain/association.ts";
import { type Day, monthOf, parseDay } from "../domain/day.ts";
import type { ConsumptionExport } from "../sources/find-exports.ts";
import { groupedRoles } from "./duckdb/group-rows.ts";

/** How the texts of one file are read; none of it depends on the file's rows. */
export interface Reading {
  /** Kind of association that a label stands for; `undefined` for an unknown label (S5). */
  readonly kindOf: (label: string) => AssociationKind | undefined;
}

/** The texts of a file that nothing can be made of: their rows are rejected. */
export interface Unreadable {
  readonly days: readonly string[];
  readonly labels: readonly string[];
  /** Labels that say nothing: only the rows that name a partner are rejected. */
  readonly blankLabels: readonly string[];
}

/**
 * Reads each distinct day and association label of the grouped rows once, into the temporary tables
 * `days` (text → day, month) and, where the file has labels, `labels` (text → kind, state).
 */
export async function resolveTexts(
  connection: DuckDBConnection,
  file: ConsumptionExport,
  reading: Reading,
): Promise<Unreadable> {
  const days = (await distinct(connection, "day")).map((text) => ({ text, day: dayOf(text, file) }));
  await connection.run("CREATE OR REPLACE TEMP TABLE days (text VARCHAR, day VARCHAR, month VARCHAR)");
  await append(
    connection,
    "days",
    days.map(({ text, day }) => [text, day, day === undefined ? undefined : monthOf(day)]),
  );

  const labels = groupedRoles(file, false).has("association") ? await resolveLabels(connection, file, reading) : [];
  const inState = (state: LabelState) => labels.filter((label) => label.state === state).map(({ text }) => text);
  return {
    days: days.filter(({ day }) => day === undefined).map(({ text }) => text),
    labels: inState("unknown"),
    blankLabels: inState("blank"),
  };
}

interface Label {
  readonly text: string;
  readonly state: LabelState;
}

async function resolveLabels(
  connection: DuckDBConnection,
  file: ConsumptionExport,
  reading: Reading,
): Promise<readonly Label[]> {
  const labels = (await distinct(connection, "association")).map((text) => ({
    text,
    kind: reading.kindOf(text),
    state: labelState(text, file, reading),
  }));
  await connection.run("CREATE OR REPLACE TEMP TABLE labels (text VARCHAR, kind VARCHAR, state VARCHAR)");
  await append(
    connection,
    "labels",
    labels.map(({ text, kind, state }) => [text, kind, state]),
  );
  return labels;
}

/** The day a cell is read as, in this file's date order (S4). */
export function dayOf(text: string, file: ConsumptionExport): Day | undefined {
  return parseDay(text, file.source.dateOrder ?? "mdy");
}

export type LabelState = "known" | "blank" | "unknown";

/** An empty label is none, which is all right where the operator says the kind for the whole source (S5). */
export function labelState(label: string, file: ConsumptionExport, reading: Reading): LabelState {
  if (label.trim() === "") return file.source.association === undefined ? "blank" : "known";
  return reading.kindOf(label) === undefined ? "unknown" : "known";
}

/**
 * The column that says whether a row names a partner, where no other does: of rows that name none and have no label either,
 * `associations.csv` says both (S5).
 *
 * @returns its position; `undefined` where a row without a label is rejected in any case
 */
export function onlyPartnerColumn({ columns, source }: ConsumptionExport): number | undefined {
  return columns.has("reseller") || source.partnerId !== undefined ? undefined : columns.get("partner");
}

async function distinct(connection: DuckDBConnection, column: string): Promise<string[]> {
  const rows = await connection.runAndReadAll(`SELECT DISTINCT coalesce("${column}", '') FROM grouped`);
  return rows.getRows().map(([text]) => String(text));
}

async function append(
  connection: DuckDBConnection,
  table: string,
  rows: readonly (readonly (string | undefined)[])[],
): Promise<void> {
  const appender = await connection.createAppender(table);
  for (const row of rows) {
    for (const cell of row) {
      if (cell === undefined) appender.appendNull();
      else appender.appendVarchar(cell);
    }
    appender.endRow();
  }
  appender.closeSync();
}
