import type { RejectedTranscriptRow, TranscriptRow } from "../domain/person.ts";
import { compareCodePoints } from "../domain/text.ts";

/** Transcript rows without duplicates, and the rows left out because another file has them. */
export interface DedupedTranscripts {
  /** Sorted by file, line. */
  readonly kept: readonly TranscriptRow[];
  readonly superseded: readonly { readonly row: TranscriptRow; readonly by: string }[];
}

/** Removes rows repeated across files (S14): the first file by code point keeps them. Repeats within a file stay. */
export function dedupeTranscripts(rows: readonly TranscriptRow[]): DedupedTranscripts {
  const sorted = rows.toSorted((a, b) => (a.file === b.file ? a.line - b.line : compareCodePoints(a.file, b.file)));
  const oneFile = sorted[0]?.file;
  if (sorted.every(({ file }) => file === oneFile)) return { kept: sorted, superseded: [] };
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

/** Removes rejected rows repeated across files, likewise. */
export function dedupeRejected(rows: readonly RejectedTranscriptRow[]): readonly RejectedTranscriptRow[] {
  const firstFile = new Map<string, string>();
  return rows
    .toSorted((a, b) => compareCodePoints(a.file, b.file))
    .filter(({ content, file }) => {
      const by = firstFile.get(content) ?? file;
      firstFile.set(content, by);
      return by === file;
    });
}

/** Returns the full content of a row as text, regardless of the order of its e-mails. */
function contentOf(row: TranscriptRow): string {
  const ids = [row.mcpId, row.userId, ...row.emails.toSorted(compareCodePoints)];
  const partner = [row.partnerId, row.partnerName, row.partnerCountry];
  const credential = [row.activityId, row.title, row.completedOn, row.expiresOn ?? "", row.passed ?? "", row.inactive];
  return JSON.stringify([ids, partner, credential]);
}
