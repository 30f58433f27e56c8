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

/** A file whose texts are read, and how. */
export interface TextsToRead {
  readonly file: ConsumptionExport;
  readonly layout: GroupLayout;
  readonly reading: LabelReading;
}

/**
 * Reads each distinct text of the grouped rows into the temporary tables `days` (text → day), `labels` (text → kind,
 * state) and `cells` (text → trimmed, id), which serves all other columns.
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

/** Returns the columns of a layout whose cells are ids, names and countries; `days` and `labels` have the others. */
export function cellColumns({ positions }: GroupLayout): TextColumn[] {
  return textColumns
    .map(({ name }) => name)
    .filter((name) => positions.has(name) && name !== "day" && name !== "association");
}

const cellShape = { text: textType, trimmed: textType, id: textType };

/** Creates `cells`, some texts at a time: there are usually far fewer than groups, but may be as many as rows. */
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

/** Returns the day in a cell, read in the date order of its source (S4). */
export function dayOf(cell: string, { dateOrder = "mdy" }: Pick<Source, "dateOrder">): Day | undefined {
  return parseDay(cell, dateOrder);
}

export type LabelState = "known" | "blank" | "unknown";

/** Classifies a label. A blank one counts as known where the operator gives the kind for the whole source (S5). */
export function labelState(label: string, { association }: Source, reading: LabelReading): LabelState {
  if (label.trim() === "") return association === undefined ? "blank" : "known";
  return reading.kindOf(label) === undefined ? "unknown" : "known";
}

/**
 * Returns whether a row without a label is rejected only if its own cell names a partner. Where a row has neither,
 * `associations.csv` supplies both partner and kind (S5).
 */
export function mayBeNameless({ columns, source }: ConsumptionExport): boolean {
  return columns.has("partner") && !columns.has("reseller") && source.partnerId === undefined;
}

async function distinctTexts(connection: Connection, relation: string, column: TextColumn): Promise<string[]> {
  const rows = await connection.query(`SELECT DISTINCT coalesce(${column}, '') FROM ${relation}`, { text: textType });
  return rows.map((row) => row.text);
}
