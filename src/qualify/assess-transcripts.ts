import { bucketTallies, type ProfileText, type RejectedRow, type SourceTally } from "../domain/consumption.ts";
import type { Day } from "../domain/day.ts";
import { groupBy } from "../domain/group-by.ts";
import type { RejectedTranscriptRow, TranscriptRow } from "../domain/person.ts";
import { countRejected } from "../domain/rejects.ts";
import type { Revision } from "../domain/rules.ts";
import { compareCodePoints } from "../domain/text.ts";
import { assessPeople } from "./assess-people.ts";
import { dedupeRejected, dedupeTranscripts } from "./dedupe-transcripts.ts";
import type { StatusLabel } from "./to-do.ts";
import { transcriptShares } from "./transcript-shares.ts";

/** One transcript export as read. */
export interface ReadTranscript {
  readonly export: {
    /** Relative to the input folder, with `/`. */
    readonly file: string;
    readonly format: { readonly id: string };
    /** The files read instead of this one. */
    readonly leftOutFor: readonly string[];
  };
  readonly sha256: string;
  /** Includes rejected rows. */
  readonly rowsRead: number;
  readonly rows: readonly TranscriptRow[];
  readonly rejects: readonly RejectedRow[];
  /** The rejected rows whose fields could be told apart. */
  readonly rejectedRows: readonly RejectedTranscriptRow[];
}

/** Assesses the rows of all transcripts together, and tallies each file (S10, S14). */
export function assessTranscripts(transcripts: readonly ReadTranscript[], options: { revision: Revision; asOf: Day }) {
  const { kept, superseded } = dedupeTranscripts(transcripts.flatMap(({ rows }) => rows));
  const { assessed, counts, conflicts } = assessPeople({ rows: kept, ...options });
  const past = kept.filter(({ completedOn }) => completedOn <= options.asOf);
  const rejected = dedupeRejected(transcripts.flatMap(({ rejectedRows }) => rejectedRows));
  return {
    assessed,
    counts,
    conflicts,
    newestCompletion: newestOf(past),
    named: [...new Set([...kept, ...rejected].map(({ partnerId }) => partnerId))],
    rejected: transcriptShares({ past, rejected }, options.asOf),
    profiles: profilesOf([...past, ...rejected], options.asOf),
    unknownStatuses: unknownStatuses(past),
    tallies: transcripts.map((file) =>
      transcriptTally(
        file,
        superseded.filter(({ row }) => row.file === file.export.file),
      ),
    ),
  };
}

function newestOf(rows: readonly TranscriptRow[]): Day | undefined {
  let newest: Day | undefined;
  for (const { completedOn } of rows) if (newest === undefined || completedOn > newest) newest = completedOn;
  return newest;
}

/** Counts the rows with a status that their format does not know, by file and label. */
function unknownStatuses(rows: readonly TranscriptRow[]): readonly StatusLabel[] {
  const unknown = rows.filter(({ unknownStatus }) => unknownStatus !== undefined);
  const alike = groupBy(unknown, ({ file, unknownStatus }) => JSON.stringify([file, unknownStatus]));
  return [...alike.values()]
    .map((some) => ({ file: some[0]?.file ?? "", label: some[0]?.unknownStatus ?? "", rows: some.length }))
    .sort((a, b) => compareCodePoints(a.label, b.label) || compareCodePoints(a.file, b.file));
}

/** Collects the names and countries that rows up to the as-of day give partners: any row with a readable day (S8). */
function profilesOf(rows: readonly (TranscriptRow | RejectedTranscriptRow)[], asOf: Day): readonly ProfileText[] {
  const profiles: ProfileText[] = [];
  for (const { partnerId, partnerName, partnerCountry, completedOn: day } of rows) {
    if (partnerId === "" || day === undefined || day > asOf) continue;
    if (partnerName !== "") profiles.push({ partnerId, what: "name", text: partnerName, day });
    if (partnerCountry !== "") profiles.push({ partnerId, what: "country", text: partnerCountry, day });
  }
  return profiles;
}

function transcriptTally(file: ReadTranscript, superseded: readonly { readonly by: string }[]): SourceTally {
  const tally = (rows: number) => ({ rows, usd: 0n });
  const rejected = countRejected(file.rejects);
  const by = [...file.export.leftOutFor, ...superseded.map((row) => row.by)];
  return {
    kind: "transcripts",
    file: file.export.file,
    format: file.export.format.id,
    sha256: file.sha256,
    read: tally(file.rowsRead),
    creditedAgain: tally(0),
    buckets: bucketTallies({
      rejected: tally(rejected),
      superseded: tally(superseded.length),
      counted: tally(file.rowsRead - rejected - superseded.length),
    }),
    supersededBy: [...new Set(by)].sort(compareCodePoints),
  };
}
