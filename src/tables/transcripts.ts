import type { RejectedRow } from "../domain/consumption.ts";
import { isOrderDoubtful } from "../domain/day.ts";
import { diskError } from "../domain/disk-error.ts";
import type { IdReader } from "../domain/ids.ts";
import { InputError, type InputProblem } from "../domain/input-error.ts";
import type { TranscriptRow } from "../domain/person.ts";
import { isBroken, rawText, readRows } from "../rows/read-rows.ts";
import { contentOf } from "../sources/content.ts";
import { rowFileOf, rowLayoutOf, type TranscriptExport } from "../sources/export.ts";
import { dayCells, labelsOf, readRow } from "./transcript-row.ts";

/** How transcripts are read. */
export interface TranscriptReading {
  /** Most bytes that a file may expand to. */
  readonly maxBytes: number;
  readonly ids: IdReader;
  /** Has an action read an export: itself where it is text, else a copy as CSV. */
  readonly withCopy: <T>(file: TranscriptExport, action: (copy: TranscriptExport) => Promise<T>) => Promise<T>;
}

/** The rows of one transcript export; `rowsRead` = `rows` + `rejects`. */
export interface Transcripts {
  readonly rows: readonly TranscriptRow[];
  /** In the order of their lines. */
  readonly rejects: readonly RejectedRow[];
  readonly rowsRead: number;
  /** Whether the file ends in the middle of a row (S14). */
  readonly isCutOff: boolean;
}

/**
 * Reads the rows of one transcript export (S10). A row whose person, completion day or expiry cannot be read is
 * rejected. Only at its end is it known whether the order of the dates in a file is doubtful; hardly any is, and is then
 * read again.
 *
 * @param isUnordered - rejects dates that fit both orders (S4)
 * @throws InputError when the file cannot be read to its end
 */
export async function readTranscripts(
  file: TranscriptExport,
  reading: Pick<TranscriptReading, "maxBytes" | "ids">,
  isUnordered = false,
): Promise<Transcripts> {
  const { maxBytes, ids } = reading;
  const rows: TranscriptRow[] = [];
  const rejects: RejectedRow[] = [];
  let isCutOff = false;
  const days = new Map<string, number>();
  const labels = {
    passed: labelsOf(file.format.passed),
    inactive: labelsOf(file.format.inactive),
    active: labelsOf(file.format.active),
  };
  const reader = { file, ids, isUnordered, ...labels };
  for await (const batch of readRows(rowFileOf(file, maxBytes), rowLayoutOf(file))) {
    for (const row of batch) {
      const read = isBroken(row) ? { column: "", code: row.code, message: row.message } : readRow(row, reader);
      if ("code" in read) rejects.push({ file: file.file, line: row.line, ...read, raw: rawText(row.raw) });
      else rows.push(read);
      if (isBroken(row)) {
        isCutOff ||= row.isCutOff;
        continue;
      }
      for (const text of dayCells(row, file)) days.set(text, (days.get(text) ?? 0) + 1);
    }
  }
  if (!isUnordered && isOrderDoubtful(days, file.source.dateOrder)) return readTranscripts(file, reading, true);
  return { rows, rejects, rowsRead: rows.length + rejects.length, isCutOff };
}

/** Content of one transcript export. */
export interface IngestedTranscripts {
  readonly export: TranscriptExport;
  readonly sha256: string;
  readonly rowsRead: number;
  readonly rows: readonly TranscriptRow[];
  readonly rejects: readonly RejectedRow[];
  readonly isCutOff: boolean;
}

/**
 * Reads all transcript exports; those that are left out are only hashed.
 *
 * @throws InputError with the problems of all files
 */
export async function ingestTranscripts(
  files: readonly TranscriptExport[],
  reading: TranscriptReading,
): Promise<IngestedTranscripts[]> {
  const problems: InputProblem[] = [];
  const ingested: IngestedTranscripts[] = [];
  for (const file of files) {
    try {
      const { sha256 } = await contentOf(file, reading.maxBytes);
      if (file.leftOutFor.length > 0) {
        ingested.push({ export: file, sha256, rowsRead: 0, rows: [], rejects: [], isCutOff: false });
        continue;
      }
      const read = await reading.withCopy(file, (copy) => readTranscripts(copy, reading));
      ingested.push({ export: file, sha256, ...read });
    } catch (cause) {
      const error = diskError(cause, file.path, "read");
      if (!(error instanceof InputError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new InputError(problems);
  return ingested;
}
