import type { Format } from "../domain/format.ts";
import type { InputProblem } from "../domain/input-error.ts";
import type { Job } from "../domain/job.ts";
import { compareCodePoints, firstTen } from "../domain/text.ts";
import { checkBlobs } from "./check-run.ts";
import { chooseRuns, isSuperseded } from "./choose-runs.ts";
import { collect } from "./collect.ts";
import type { ConsumptionExport, TranscriptExport } from "./export.ts";
import type { ReplacedGroupDays } from "./file-groups.ts";
import { findAll } from "./find-all.ts";
import type { FoundFile, FoundFiles } from "./find-files.ts";
import type { KnownFile, KnownFiles } from "./known-file.ts";
import { filesBeside, leftOut } from "./left-out.ts";
import type { ExportRun } from "./manifest.ts";
import { containersWithout, openAll, type Unrecognised } from "./open-all.ts";
import type { ParquetNames } from "./open-export.ts";
import { readRuns } from "./read-runs.ts";
import { fits, settingsFor } from "./source-settings.ts";

/** All exports below the input folder, recognised; each list sorted by path. */
export interface Exports {
  readonly consumption: readonly ConsumptionExport[];
  readonly transcripts: readonly TranscriptExport[];
  /** The export runs that count, so that their row counts can be checked. */
  readonly runs: readonly ExportRun[];
  /** Days of one run's files that another run's replace, by the names of their groups. */
  readonly replacedDays: readonly ReplacedGroupDays[];
  readonly leftAlone: readonly string[];
  /** Sentences about what is not a problem but may not be what the operator meant. */
  readonly notes: readonly string[];
  /** Files that are broken, or meant as exports but not recognised, or that a manifest contradicts. */
  readonly problems: readonly InputProblem[];
}

/** What finding exports asks of others. */
export interface FindOptions {
  /** Looks up files of earlier runs: those that have not changed are not opened. */
  readonly isKnown?: KnownFiles | undefined;
  /** Opens Parquet files, which takes the database; without it there must be none. */
  readonly parquetNames?: ParquetNames;
}

/**
 * Finds the exports below the input folder, recognises each by its header, and decides from manifests and content which
 * of them count (S14). What only the rows can decide is left to `bucketRows`.
 *
 * @param formats - in the order in which they are tried
 */
export async function findExports(
  job: Job,
  formats: readonly Format[],
  { isKnown = async () => undefined, parquetNames = noParquet }: FindOptions = {},
): Promise<Exports> {
  const found = await findAll(job, isKnown);
  const problems: InputProblem[] = [];
  const sources = new Map(found.exports.map((file) => [file, settingsFor(job.sources, file)]));
  const ignored = found.exports.filter((file) => sources.get(file)?.ignore === true);
  const wanted = found.exports.filter((file) => !ignored.includes(file));

  const { runs, foreign } = await readRuns(found.manifests, problems);
  const { lost, replaced } = chooseRuns(runs, job.dataset);
  const counting = runs.filter((run) => !isSuperseded(run, lost.get(run) ?? []));
  for (const run of counting) problems.push(...checkBlobs(run, filesBeside(run, found.exports)));

  const known = await knownAmong(wanted, isKnown, problems);
  const comparing = { files: wanted, runs, lost, known, maxBytes: job.maxExpandedBytes };
  const chosen = { formats, sources, runs, lost, known, parquetNames, ...(await leftOut(comparing)) };
  const empty = containersWithout(found.inside, problems);
  const opened = await openAll(wanted, chosen, problems);
  const { consumption, transcripts, otherSheets } = opened;
  const unrecognised = [...empty, ...opened.unrecognised];
  if (consumption.length + transcripts.length + problems.length === 0) {
    problems.push(nothingRecognised(job.input, unrecognised));
  }
  const others = [...ignored, ...foreign, ...unrecognised].map(({ file }) => file);
  return {
    ...{ consumption, transcripts, runs: counting, problems },
    replacedDays: replaced.map(({ older, newer, ...days }) => ({
      ...days,
      older: older.manifest,
      newer: newer.manifest,
    })),
    leftAlone: [...found.leftAlone, ...others, ...otherSheets].sort(compareCodePoints),
    notes: [...doubtNotes(found), ...unrecognisedNotes(unrecognised), ...unusedNotes(job, found)],
  };
}

async function noParquet({ file }: FoundFile): Promise<never> {
  throw new Error(`${file} is Parquet, which nothing was given to open`);
}

function nothingRecognised(input: string, unrecognised: readonly Unrecognised[]): InputProblem {
  const there = unrecognised.map(({ file, why }) => `${file}: ${why}`);
  return {
    file: input,
    code: "nothing-recognised",
    found: there.length === 0 ? "no export" : `no export that any format recognises (${firstTen(there)})`,
    expected: "at least one export of consumption or transcripts, at any depth, as `tierbook formats` lists them",
    fix: "put the exports into this folder, or name the folder that has them with --input or `input:` in job.yaml",
  };
}

function doubtNotes({ doubtful }: FoundFiles): string[] {
  if (doubtful.length === 0) return [];
  return [`Left alone, though it looks like an input: ${firstTen(doubtful)}.`];
}

function unrecognisedNotes(unrecognised: readonly Unrecognised[]): string[] {
  if (unrecognised.length === 0) return [];
  const named = unrecognised.map(({ file, why }) => `${file} (${why})`);
  return [`Left alone, since no format recognises it as an export: ${firstTen(named)}.`];
}

function unusedNotes({ sources }: Pick<Job, "sources">, { exports, containers }: FoundFiles): string[] {
  const files = [...exports, ...containers];
  const unused = sources.filter((source) => !files.some((file) => fits(source, file))).map(({ match }) => match);
  if (unused.length === 0) return [];
  return [`No file fits under \`sources:\` in job.yaml: ${firstTen(unused)}; correct or remove what is not meant.`];
}

async function knownAmong(
  files: readonly FoundFile[],
  isKnown: KnownFiles,
  problems: InputProblem[],
): Promise<Map<FoundFile, KnownFile>> {
  const known = new Map<FoundFile, KnownFile>();
  for (const file of files) {
    const noted = await collect(problems, () => isKnown(file));
    if (noted !== undefined) known.set(file, noted);
  }
  return known;
}
