import { personKeys } from "../changes/person-keys.ts";
import { personsOf } from "../changes/persons-of.ts";
import type { Config } from "../config/load-config.ts";
import type { Day } from "../domain/day.ts";
import type { Revision } from "../domain/rules.ts";
import { judgeTranscripts } from "../qualify/judge-transcripts.ts";
import { ingestTranscripts } from "../tables/ingest-transcripts.ts";
import type { Inputs } from "./read-inputs.ts";

/** How people are read. */
export interface PeopleOptions {
  readonly config: Config;
  readonly asOf: Day;
  /** Tells persons apart from run to run, see `personKeys`; without it nobody is listed for that. */
  readonly secret?: string;
}

/** Reads all transcripts and judges their rows together (S10). */
export async function readPeople(
  { exports }: Pick<Inputs, "exports">,
  { config, asOf, secret }: PeopleOptions,
  revision: Revision,
) {
  const transcripts = await ingestTranscripts(exports.transcripts, config.job.maxExpandedBytes);
  const people = judgeTranscripts(transcripts, { revision, asOf });
  const persons = secret === undefined ? [] : personsOf(people.judged, { revision, asOf, keyOf: personKeys(secret) });
  return { transcripts, people, persons };
}
