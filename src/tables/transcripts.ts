import type { RejectedRow } from "../domain/consumption.ts";
import { isInDoubt, isOrderDoubtful } from "../domain/day.ts";
import { diskError } from "../domain/disk-error.ts";
import type { IdReader } from "../domain/ids.ts";
import { InputError, type InputProblem } from "../domain/input-error.ts";
import type { RejectedTranscriptRow, TranscriptRow } from "../domain/person.ts";
import { rejectList } from "../domain/rejects.ts";
import { isBroken, rawText, readRows } from "../rows/read-rows.ts";
import { contentOf } from "../sources/content.ts";
import { rowFileOf, rowLayoutOf, type TranscriptExport } from "../sources/export.ts";
import { dayCells, labelsOf, readRejected, readRow } from "./transcript-row.ts";

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
  /** The rejected rows that are whole. */
  readonly rejectedRows: readonly RejectedTranscriptRow[];
  readonly rowsRead: number;
  /** Whether the file ends in the middle of a row (S14). */
  readonly isCutOff: boolean;
  /** Rows with a date that fits the other order, if that is why it is rejected (S4); else 0. */
  readonly rowsInDoubt: number;
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
  const rejects = rejectList();
  let isCutOff = false;
  const rejectedRows: RejectedTranscriptRow[] = [];
  let rowsInDoubt = 0;
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
      if ("code" in read) rejects.add({ file: file.file, line: row.line, ...read, raw: rawText(row.raw) });
      else rows.push(read);
      if (isBroken(row)) {
        isCutOff ||= row.isCutOff;
        continue;
      }
      if ("code" in read) rejectedRows.push(readRejected(row, reader));
      const texts = dayCells(row, file);
      for (const text of texts) days.set(text, (days.get(text) ?? 0) + 1);
      if (isUnordered && texts.some((text) => isInDoubt(text, file.source.dateOrder))) rowsInDoubt += 1;
    }
  }
  if (!isUnordered && isOrderDoubtful(days, file.source.dateOrder)) return readTranscripts(file, reading, true);
  return { rows, rejects: rejects.all(), rejectedRows, rowsRead: rows.length + rejects.count(), rowsInDoubt, isCutOff };
}

/** Content of one transcript export. */
export interface IngestedTranscripts extends Transcripts {
  readonly export: TranscriptExport;
  readonly sha256: string;
}

/** What is read of a file that is left out. */
const nothing: Transcripts = { rows: [], rejects: [], rejectedRows: [], rowsRead: 0, rowsInDoubt: 0, isCutOff: false };

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
        ingested.push({ export: file, sha256, ...nothing });
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
