import type { AssociationKind } from "../domain/association.ts";
import { type Day, fitsBothOrders, isInDoubt, isOrderDoubtful, parseDay } from "../domain/day.ts";
import { groupBy } from "../domain/group-by.ts";
import { type IdReader, trimmed } from "../domain/ids.ts";
import type { Source } from "../domain/job.ts";
import type { ConsumptionExport } from "../sources/export.ts";
import { type Connection, countType, flagType, intType, nullable, textType } from "./duckdb/engine.ts";
import { readExclusions } from "./exclusions.ts";
import { type GroupLayout, type TextColumn, textColumns } from "./groups.ts";

/** How the texts of a file are read; none of it depends on the file's rows. */
export interface LabelReading {
  /** Kind of association that a label stands for; `undefined` for an unknown label (S5). */
  readonly kindOf: (label: string) => AssociationKind | undefined;
  /** Reads ids and countries (S2). */
  readonly ids: IdReader;
}

/** A file whose texts are read, and how. */
export interface TextsToRead {
  readonly file: ConsumptionExport;
  readonly layout: GroupLayout;
  readonly reading: LabelReading;
}

/**
 * Reads each distinct text of the grouped rows into the temporary tables `days` (text → day, fits_both), `labels` (text →
 * kind, state), `cells` (text → trimmed, country, id, damaged), which serves all other columns, and those of
 * `readExclusions`.
 *
 * @param relation - of the files' groups, all of one layout
 * @returns of the files whose dates may be in the other order, by number: how many rows have such a date; the numbers also
 *   in the temporary table `unordered_files`
 */
export async function readTexts(
  connection: Connection,
  relation: string,
  { file, layout, reading }: TextsToRead,
): Promise<ReadonlyMap<number, number>> {
  const unordered = await readDays(connection, relation, file.source);
  const labels = file.columns.has("association") ? await distinctTexts(connection, relation, "association") : [];
  await connection.createTable(
    "labels",
    { text: textType, kind: nullable(textType), state: textType },
    labels.map((each) => ({ text: each, kind: reading.kindOf(each), state: labelState(each, file.source, reading) })),
  );
  await readCells(connection, relation, { layout, ids: reading.ids });
  await readExclusions(connection, relation, { exclude: file.format.exclude, layout, ids: reading.ids });
  return unordered;
}

async function readDays(
  connection: Connection,
  relation: string,
  source: ConsumptionExport["source"],
): Promise<ReadonlyMap<number, number>> {
  const cells = await connection.query(
    `SELECT file, coalesce(day, '') AS text, CAST(sum(rows) AS BIGINT) FROM ${relation} GROUP BY ALL`,
    { file: intType, text: textType, rows: countType },
  );
  const texts = [...new Set(cells.map(({ text }) => text))];
  await connection.createTable(
    "days",
    { text: textType, day: nullable(textType), fits_both: flagType },
    texts.map((text) => ({ text, day: dayOf(text, source), fits_both: fitsBothOrders(text) })),
  );
  const isUnordered = (own: readonly (typeof cells)[number][]) =>
    isOrderDoubtful(
      own.map(({ text, rows }) => [text, rows]),
      source.dateOrder,
    );
  const inDoubt = (own: readonly (typeof cells)[number][]) =>
    own.reduce((sum, { text, rows }) => sum + (isInDoubt(text, source.dateOrder) ? rows : 0), 0);
  const byFile = [...groupBy(cells, ({ file }) => file)].filter(([, own]) => isUnordered(own));
  const unordered = new Map(byFile.map(([file, own]) => [file, inDoubt(own)]));
  await connection.createTable(
    "unordered_files",
    { file: intType },
    [...unordered.keys()].map((file) => ({ file })),
  );
  return unordered;
}

/** Returns the columns of a layout whose cells are ids, names and countries; `days` and `labels` have the others. */
export function cellColumns({ positions }: GroupLayout): TextColumn[] {
  return textColumns
    .map(({ name }) => name)
    .filter((name) => positions.has(name) && name !== "day" && name !== "association");
}

const cellShape = { text: textType, trimmed: textType, country: textType, id: textType, damaged: flagType };

/** Creates `cells`, some texts at a time: there are usually far fewer than groups, but may be as many as rows. */
async function readCells(
  connection: Connection,
  relation: string,
  { layout, ids }: { readonly layout: GroupLayout; readonly ids: IdReader },
): Promise<void> {
  await connection.createTable("cells", cellShape, [readCell("", ids)]);
  const columns = cellColumns(layout);
  if (columns.length === 0) return;
  const texts = columns.map((column) => `SELECT ${column} AS text FROM ${relation}`).join(" UNION ALL ");
  for await (const rows of connection.queryInChunks(`SELECT DISTINCT text FROM (${texts}) WHERE text <> ''`, {
    text: textType,
  })) {
    await connection.append(
      "cells",
      cellShape,
      rows.map(({ text }) => readCell(text, ids)),
    );
  }
}

function readCell(text: string, ids: IdReader) {
  const id = ids.id(text);
  return { text, trimmed: trimmed(text), country: ids.country(text), id: id ?? "", damaged: id === undefined };
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
