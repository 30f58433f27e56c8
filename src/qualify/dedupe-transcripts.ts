import type { TranscriptRow } from "../domain/person.ts";
import { compareCodePoints } from "../domain/text.ts";

/** Transcript rows, each once, and those left out because another file has them already. */
export interface DedupedTranscripts {
  /** Sorted by file, line. */
  readonly kept: readonly TranscriptRow[];
  readonly superseded: readonly { readonly row: TranscriptRow; readonly by: string }[];
}

/**
 * Makes the same row in two files one row (S14): the first file by code point keeps it. Rows of one file all stay.
 */
export function dedupeTranscripts(rows: readonly TranscriptRow[]): DedupedTranscripts {
  const sorted = rows.toSorted((a, b) => compareCodePoints(a.file, b.file) || a.line - b.line);
  const firstFile = new Map<string, string>();
  const kept: TranscriptRow[] = [];
  const superseded: { row: TranscriptRow; by: string }[] = [];
  for (const row of sorted) {
    const key = contentOf(row);
    const by = firstFile.get(key) ?? row.file;
    firstFile.set(key, by);
    if (by === row.file) kept.push(row);
    else superseded.push({ row, by });
  }
  return { kept, superseded };
}

function contentOf({ file: _file, line: _line, ...content }: TranscriptRow): string {
  const { expiresOn = "", passed = null, emails, ...rest } = content;
  const plain = { ...rest, expiresOn, passed, emails: emails.toSorted(compareCodePoints) };
  return JSON.stringify(Object.entries(plain).toSorted(([a], [b]) => compareCodePoints(a, b)));
}
