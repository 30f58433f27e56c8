import type { DuckDBConnection } from "@duckdb/node-api";
import type { RejectCode, RejectedRow } from "../../domain/consumption.ts";
import { type Fault, fieldFault, fieldsOf, layoutFault, rawText } from "../../rows/reject-messages.ts";
import { type ScannedRecord, scanRecords, unclosed } from "../../rows/scan-records.ts";
import type { ConsumptionExport } from "../../sources/find-exports.ts";
import { blanks } from "../add-partial.ts";
import { onlyPartnerColumn, type Reading, type Unreadable } from "../resolve-texts.ts";
import { amountText, excludedRows } from "./group-rows.ts";
import { type BrokenLayout, dropRejects } from "./layout-rejects.ts";
import { readCsv, rejectTables } from "./read-csv.ts";
import { columnName } from "./sql-text.ts";

export interface Rejects {
  /** Rows that break the layout, by offset. */
  readonly layout: readonly BrokenLayout[];
  /** Texts that nothing can be made of. */
  readonly unreadable: Unreadable & { readonly amounts: readonly string[] };
  /** Rows with such texts. */
  readonly unreadableRows: number;
}

export interface Place {
  /** Of the file in this run. */
  readonly number: number;
  /** Plain UTF-8 file. */
  readonly path: string;
  readonly export: ConsumptionExport;
  readonly reading: Reading;
}

/**
 * Finds the lines of rejected rows: the reader tells offsets of rows that break the layout, and the place in order of those with
 * an unreadable text; one walk over the file turns both into lines. Costs nothing for a file without rejected rows.
 *
 * @throws InputError when a row turns out to have swallowed others by a quote that was never closed
 */
export async function locateRejects(
  connection: DuckDBConnection,
  place: Place,
  rejects: Rejects,
): Promise<RejectedRow[]> {
  if (rejects.layout.length === 0 && rejects.unreadableRows === 0) return [];
  const ordinals = rejects.unreadableRows === 0 ? [] : await unreadableOrdinals(connection, place, rejects.unreadable);
  const found: RejectedRow[] = [];
  const { file, header } = place.export;
  let [nextLayout, nextOrdinal, ordinal] = [0, 0, -1];
  for await (const record of scanRecords(place.path, { file, delimiter: header.delimiter })) {
    const broken = rejects.layout[nextLayout];
    // The offset of a row may be that of its second byte, or of the blank lines before it.
    if (ordinal >= 0 && broken !== undefined && broken.offset <= record.start + 1) {
      nextLayout += 1;
      found.push(rejectedRow(record, layoutFaultOf(record, broken.code, place.export), file));
      continue;
    }
    ordinal += 1;
    if (ordinal !== 0 && ordinal === ordinals[nextOrdinal]) {
      nextOrdinal += 1;
      const fault = fieldFault(fieldsOf(record.bytes.toString("utf8"), header.delimiter), place.export, place.reading);
      if (fault === undefined)
        throw new Error(`${file}:${record.line}: a row was rejected, but nothing is wrong with it`);
      found.push(rejectedRow(record, fault, file));
    }
    if (nextLayout === rejects.layout.length && nextOrdinal === ordinals.length) break;
  }
  const expected = rejects.layout.length + rejects.unreadableRows;
  if (found.length !== expected)
    throw new Error(`${file}: ${expected} rows were rejected, but ${found.length} were found again`);
  return found;
}

/** Which rows, counted from 1 without those that break the layout, have a text that nothing can be made of. */
async function unreadableOrdinals(
  connection: DuckDBConnection,
  place: Place,
  unreadable: Rejects["unreadable"],
): Promise<number[]> {
  await connection.run("CREATE OR REPLACE TEMP TABLE unreadable (what VARCHAR, text VARCHAR)");
  const appender = await connection.createAppender("unreadable");
  for (const [what, texts] of Object.entries(unreadable)) {
    for (const text of texts) {
      appender.appendVarchar(what);
      appender.appendVarchar(text);
      appender.endRow();
    }
  }
  appender.closeSync();
  const text = (role: "day" | "association") => {
    const position = place.export.columns.get(role);
    return position === undefined ? "NULL" : `coalesce(${columnName(position)}, '')`;
  };
  const isOne = (column: string, what: string) =>
    `coalesce(${column} IN (SELECT text FROM unreadable WHERE what = '${what}'), false)`;
  const partner = onlyPartnerColumn(place.export);
  const tables = rejectTables("ordinals", place.number);
  await dropRejects(connection, tables);
  const rows = await connection.runAndReadAll(`
    SELECT ordinal FROM (
      SELECT row_number() OVER () AS ordinal, coalesce(${amountText(place.export)}, '') AS amount, ${text("day")} AS day,
        ${text("association")} AS label, ${partner === undefined ? "'any'" : `trim(coalesce(${columnName(partner)}, ''), ${blanks})`} AS partner, ${excludedRows(place.export)} AS excluded
      FROM ${readCsv([place.path], place.export.header, tables, { inOrder: true })}
    )
    WHERE NOT excluded AND (${isOne("amount", "amounts")} OR ${isOne("day", "days")} OR ${isOne("label", "labels")}
      OR (${isOne("label", "blankLabels")} AND partner <> ''))
    ORDER BY ordinal`);
  return rows.getRows().map(([ordinal]) => Number(ordinal));
}

/** A row that spans lines of which one alone would be a whole row has swallowed it. */
function layoutFaultOf(record: ScannedRecord, code: RejectCode, file: ConsumptionExport): Fault {
  const text = record.bytes.toString("utf8");
  const inner = text.split("\n").slice(1);
  if (file.header.names.length > 1 && inner.some((line) => isWhole(line, file))) throw unclosed(file.file, record.line);
  return layoutFault(record.brokenQuote ? "quote" : code, text, file);
}

/** The end of a quoted field, `contoso",…`, is none of a row: a row has other fields before its first quote. */
function isWhole(line: string, { header }: ConsumptionExport): boolean {
  const quote = line.indexOf('"');
  if (quote !== -1 && !line.slice(0, quote).includes(header.delimiter)) return false;
  return fieldsOf(line, header.delimiter).length === header.names.length;
}

function rejectedRow(record: ScannedRecord, fault: Fault, file: string): RejectedRow {
  return { file, line: record.line, ...fault, raw: rawText(record.bytes) };
}
