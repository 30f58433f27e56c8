import type { RejectedRow } from "../domain/consumption.ts";
import { diskError } from "../domain/disk-error.ts";
import { InputError, type InputProblem } from "../domain/input-error.ts";
import type { TranscriptRow } from "../domain/person.ts";
import type { TranscriptExport } from "../sources/export.ts";
import { hashFile } from "../sources/hash-file.ts";
import { readTranscripts } from "./transcripts.ts";

/** What one transcript export had in it. */
export interface IngestedTranscripts {
  readonly export: TranscriptExport;
  readonly sha256: string;
  readonly rowsRead: number;
  readonly rows: readonly TranscriptRow[];
  readonly rejects: readonly RejectedRow[];
}

/**
 * Reads all transcript exports; those that are left out are only hashed.
 *
 * @throws InputError with the problems of all files
 */
export async function ingestTranscripts(
  files: readonly TranscriptExport[],
  maxBytes: number,
): Promise<IngestedTranscripts[]> {
  const problems: InputProblem[] = [];
  const ingested: IngestedTranscripts[] = [];
  for (const file of files) {
    try {
      const sha256 = await hashFile(file.path);
      if (file.leftOutFor.length > 0) {
        ingested.push({ export: file, sha256, rowsRead: 0, rows: [], rejects: [] });
        continue;
      }
      ingested.push({ export: file, sha256, ...(await readTranscripts(file, maxBytes)) });
    } catch (cause) {
      const error = diskError(cause, file.path, "read");
      if (!(error instanceof InputError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new InputError(problems);
  return ingested;
}
