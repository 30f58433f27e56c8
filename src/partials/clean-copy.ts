import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { stringify } from "csv-stringify/sync";
import type { RejectedRow } from "../domain/consumption.ts";
import { rejectList } from "../domain/rejects.ts";
import { type BrokenRow, isBroken, rawText, readRows } from "../rows/read-rows.ts";
import { type ConsumptionExport, rowFileOf, rowLayoutOf } from "../sources/export.ts";
import { type GroupLayout, layoutOf, neededPositions } from "./groups.ts";

/** A copy that every engine reads the same way: UTF-8, LF, commas, only the needed columns, and `line` last. */
export interface CleanCopy {
  readonly layout: GroupLayout;
  /** Rows that are not in the copy, see `rejectList`. */
  readonly rejects: readonly RejectedRow[];
  /** Number of rows in the copy. */
  readonly rows: number;
  /** Whether the file ends in the middle of a row. */
  readonly isCutOff: boolean;
}

/** How a file is copied. */
export interface CopyOptions {
  /** Most bytes that the file may expand to. */
  readonly maxBytes: number;
  /** Returns whether a row needs reading at all, judging by its bytes. Unless given, every row does. */
  readonly mayMatter?: (bytes: Buffer) => boolean;
}

/**
 * Writes the whole rows of a file as a clean copy; the others become rejects.
 *
 * @param target - path of the file to write
 * @throws InputError when the file cannot be read to its end, or a quote swallows rows
 */
export async function writeCleanCopy(
  file: ConsumptionExport,
  target: string,
  { maxBytes, ...options }: CopyOptions,
): Promise<CleanCopy> {
  const original = layoutOf(file);
  const kept = neededPositions(original);
  const rejects = rejectList();
  let rows = 0;
  let isCutOff = false;
  const out = createWriteStream(target);
  const written = finished(out);
  written.catch(() => {});
  try {
    out.write(stringify([[...kept.map((position) => `c${position}`), "line"]]));
    for await (const batch of readRows(rowFileOf(file, maxBytes), { ...rowLayoutOf(file), ...options })) {
      const whole: (readonly (string | number)[])[] = [];
      for (const row of batch) {
        if (isBroken(row)) {
          rejects.add(rejectedRow(file.file, row));
          isCutOff ||= row.isCutOff;
        } else whole.push([...kept.map((position) => row.fields[position] ?? ""), row.line]);
      }
      rows += whole.length;
      // A full disk rejects `written`.
      if (!out.write(stringify(whole))) await Promise.race([once(out, "drain"), written]);
    }
    out.end();
    await written;
  } finally {
    out.destroy();
  }
  return { layout: copyLayout(original, kept), rejects: rejects.all(), rows, isCutOff };
}

/** Returns a row that breaks the layout of its file, as reports list it. */
export function rejectedRow(file: string, { line, code, message, raw }: BrokenRow): RejectedRow {
  return { file, line, column: "", code, message, raw: rawText(raw) };
}

/** Returns the layout of the copy, with the original's columns at their new positions. */
function copyLayout(original: GroupLayout, kept: readonly number[]): GroupLayout {
  const placeOf = (position: number) => kept.indexOf(position);
  return {
    ...{ delimiter: ",", linesBefore: 0, width: kept.length + 1, decimal: original.decimal },
    positions: new Map([...original.positions].map(([column, position]) => [column, placeOf(position)])),
    exclusions: original.exclusions.map((position) => (position === undefined ? undefined : placeOf(position))),
  };
}
