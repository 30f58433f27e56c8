import type { RejectedRow } from "../domain/consumption.ts";
import { isBroken, rawText, readRows } from "../rows/read-rows.ts";
import { type ConsumptionExport, rowFileOf, rowLayoutOf } from "../sources/export.ts";
import type { Reading } from "./read-texts.ts";
import { rowFault } from "./row-faults.ts";

/** Which rows to find. */
export interface RejectsWanted {
  /** How many rows have a text that cannot be read. */
  readonly count: number;
  readonly reading: Reading;
  readonly maxBytes: number;
}

/**
 * Finds the rows of a file that have a day, an amount or a label that cannot be read: one walk over the file, which ends with
 * the last of them.
 *
 * @throws Error when they are not as many as were rejected: a bug
 */
export async function findRejects(file: ConsumptionExport, wanted: RejectsWanted): Promise<RejectedRow[]> {
  const found: RejectedRow[] = [];
  if (wanted.count === 0) return found;
  for await (const rows of readRows(rowFileOf(file, wanted.maxBytes), rowLayoutOf(file))) {
    for (const row of rows) {
      const fault = isBroken(row) ? undefined : rowFault(row.fields, file, wanted.reading);
      if (fault !== undefined) found.push({ file: file.file, line: row.line, ...fault, raw: rawText(row.raw) });
    }
    if (found.length >= wanted.count) break;
  }
  if (found.length === wanted.count) return found;
  throw new Error(`${file.file}: ${wanted.count} rows were rejected, but ${found.length} were found again`);
}
