import { personKeys } from "../changes/person-keys.ts";
import { personsOf } from "../changes/persons-of.ts";
import type { Config } from "../config/load-config.ts";
import type { Day } from "../domain/day.ts";
import { idReader } from "../domain/ids.ts";
import { InputError } from "../domain/input-error.ts";
import type { Revision } from "../domain/rules.ts";
import type { PersonSnapshot } from "../domain/snapshot.ts";
import { withUnpacker } from "../partials/unpacker.ts";
import { assessTranscripts } from "../qualify/assess-transcripts.ts";
import type { TranscriptExport } from "../sources/export.ts";
import { type IngestedTranscripts, ingestTranscripts } from "../tables/transcripts.ts";
import type { Inputs } from "./read-inputs.ts";
import { whollyRejected } from "./wholly-rejected.ts";

/** How people are read. */
export interface PeopleOptions {
  readonly config: Config;
  readonly asOf: Day;
  /** Existing folder for copies, which are removed again. */
  readonly workFolder: string;
  /** Secret used to match persons across runs, see `personKeys`; without it `persons` is empty. */
  readonly secret?: string;
}

/** All transcripts, with their rows assessed together. */
export interface ReadPeople {
  readonly transcripts: readonly IngestedTranscripts[];
  readonly people: ReturnType<typeof assessTranscripts>;
}

/**
 * Reads transcripts as the config requires.
 *
 * @param workFolder - existing folder for copies, which are removed again
 */
export function ingestAll(
  files: readonly TranscriptExport[],
  { job }: Pick<Config, "job">,
  workFolder: string,
): Promise<IngestedTranscripts[]> {
  const { maxExpandedBytes: maxBytes } = job;
  return withUnpacker({ parent: workFolder, maxBytes }, ({ withCopy }) =>
    ingestTranscripts(files, { maxBytes, ids: idReader(job.placeholders), withCopy }),
  );
}

/** Reads all transcripts and assesses their rows together (S10). */
export async function readPeople(
  { exports }: Pick<Inputs, "exports">,
  { config, asOf, secret, workFolder }: PeopleOptions,
  revision: Revision,
): Promise<ReadPeople & { readonly persons: readonly PersonSnapshot[] }> {
  const transcripts = await ingestAll(exports.transcripts, config, workFolder);
  const problems = whollyRejected(transcripts.map((each) => ({ ...each, rows: each.rowsRead })));
  if (problems.length > 0) throw new InputError(problems);
  const people = assessTranscripts(transcripts, { revision, asOf });
  const persons = secret === undefined ? [] : personsOf(people.assessed, { revision, asOf, keyOf: personKeys(secret) });
  return { transcripts, people, persons };
}
