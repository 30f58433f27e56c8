import type { AssociationKind } from "../domain/association.ts";
import { type Day, parseDay } from "../domain/day.ts";
import { normaliseId } from "../domain/ids.ts";
import type { Source } from "../domain/job.ts";
import type { ConsumptionExport } from "../sources/export.ts";
import { type Connection, nullable, textType } from "./duckdb/engine.ts";
import { type GroupLayout, type TextColumn, textColumns } from "./groups.ts";

/** How the texts of a file are read; none of it depends on the file's rows. */
export interface LabelReading {
  /** Kind of association that a label stands for; `undefined` for an unknown label (S5). */
  readonly kindOf: (label: string) => AssociationKind | undefined;
}

/** Whose texts are read. */
export interface TextsToRead {
  readonly file: ConsumptionExport;
  readonly layout: GroupLayout;
  readonly reading: LabelReading;
}

/**
 * Reads each distinct text of the grouped rows once, into the temporary tables `days` (text → day), `labels` (text → kind, state)
 * and `cells` (text → trimmed, id) for all other columns.
 *
 * @param relation - of the files' groups, all of one layout
 */
export async function readTexts(
  connection: Connection,
  relation: string,
  { file, layout, reading }: TextsToRead,
): Promise<void> {
  const days = await distinctTexts(connection, relation, "day");
  await connection.createTable(
    "days",
    { text: textType, day: nullable(textType) },
    days.map((each) => ({ text: each, day: dayOf(each, file.source) })),
  );
  const labels = file.columns.has("association") ? await distinctTexts(connection, relation, "association") : [];
  await connection.createTable(
    "labels",
    { text: textType, kind: nullable(textType), state: textType },
    labels.map((each) => ({ text: each, kind: reading.kindOf(each), state: labelState(each, file.source, reading) })),
  );
  await readCells(connection, relation, layout);
}

/** The columns of a layout whose cells are ids, names and countries: `days` and `labels` have the others. */
export function cellColumns({ positions }: GroupLayout): TextColumn[] {
  return textColumns
    .map(({ name }) => name)
    .filter((name) => positions.has(name) && name !== "day" && name !== "association");
}

const cellShape = { text: textType, trimmed: textType, id: textType };

/** There are far fewer texts than groups; but a file may have as many as rows, so they are read some at a time. */
async function readCells(connection: Connection, relation: string, layout: GroupLayout): Promise<void> {
  await connection.createTable("cells", cellShape, [{ text: "", trimmed: "", id: "" }]);
  const columns = cellColumns(layout);
  if (columns.length === 0) return;
  const texts = columns.map((column) => `SELECT ${column} AS text FROM ${relation}`).join(" UNION ALL ");
  for await (const rows of connection.queryInChunks(`SELECT DISTINCT text FROM (${texts}) WHERE text <> ''`, {
    text: textType,
  })) {
    await connection.append(
      "cells",
      cellShape,
      rows.map((row) => ({ text: row.text, trimmed: row.text.trim(), id: normaliseId(row.text) })),
    );
  }
}

/** The day a cell is read as, in the date order of its source (S4). */
export function dayOf(cell: string, { dateOrder = "mdy" }: Pick<Source, "dateOrder">): Day | undefined {
  return parseDay(cell, dateOrder);
}

export type LabelState = "known" | "blank" | "unknown";

/** An empty label is none, which is all right where the operator says the kind for the whole source (S5). */
export function labelState(label: string, { association }: Source, reading: LabelReading): LabelState {
  if (label.trim() === "") return association === undefined ? "blank" : "known";
  return reading.kindOf(label) === undefined ? "unknown" : "known";
}

/**
 * Whether a row without a label is rejected only if its own cell names a partner: of a row that names none and has no label
 * either, `associations.csv` says both (S5).
 */
export function mayBeNameless({ columns, source }: ConsumptionExport): boolean {
  return columns.has("partner") && !columns.has("reseller") && source.partnerId === undefined;
}

async function distinctTexts(connection: Connection, relation: string, column: TextColumn): Promise<string[]> {
  const rows = await connection.query(`SELECT DISTINCT coalesce(${column}, '') FROM ${relation}`, { text: textType });
  return rows.map((row) => row.text);
}
