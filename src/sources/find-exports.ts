import type { Format } from "../domain/format.ts";
import type { InputProblem } from "../domain/input-error.ts";
import type { Job, Source } from "../domain/job.ts";
import { compareCodePoints, firstTen } from "../domain/text.ts";
import { checkBlobs } from "./check-run.ts";
import { chooseRuns, isSuperseded, type LostDays } from "./choose-runs.ts";
import { collect } from "./collect.ts";
import type { ConsumptionExport, TranscriptExport } from "./export.ts";
import { partGroup } from "./export-age.ts";
import type { ReplacedGroupDays } from "./file-groups.ts";
import { type FoundFile, type FoundFiles, findFiles, isBelowExportFolder } from "./find-files.ts";
import type { KnownFile, KnownFiles } from "./known-file.ts";
import { filesBeside, type LeftOut, leftOut } from "./left-out.ts";
import type { ExportRun } from "./manifest.ts";
import { openExport, type Recognised } from "./open-export.ts";
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

/**
 * Finds the exports below the input folder, recognises each by its header, and decides from manifests and content which
 * of them count (S14). What only the rows can decide is left to `bucketRows`.
 *
 * @param formats - in the order in which they are tried
 * @param isKnown - looks up files of earlier runs: those that have not changed are not opened
 */
export async function findExports(
  job: Job,
  formats: readonly Format[],
  isKnown: KnownFiles = async () => undefined,
): Promise<Exports> {
  const found = await findFiles(job.input, job.output);
  const problems: InputProblem[] = [];
  const sources = new Map(found.exports.map((file) => [file, settingsFor(job.sources, file.file)]));
  const ignored = found.exports.filter((file) => sources.get(file)?.ignore === true);
  const wanted = found.exports.filter((file) => !ignored.includes(file));

  const { runs, foreign } = await readRuns(found.manifests, problems);
  const { lost, replaced } = chooseRuns(runs, job.dataset);
  const counting = runs.filter((run) => !isSuperseded(run, lost.get(run) ?? []));
  for (const run of counting) problems.push(...checkBlobs(run, filesBeside(run, found.exports)));

  const known = await knownAmong(wanted, isKnown, problems);
  const comparing = { files: wanted, runs, lost, known, maxBytes: job.maxExpandedBytes };
  const chosen = { formats, sources, runs, lost, known, ...(await leftOut(comparing)) };
  const { consumption, transcripts, unrecognised } = await openAll(wanted, chosen, problems);
  if (consumption.length + transcripts.length + problems.length === 0) {
    problems.push(nothingRecognised(job.input, unrecognised));
  }
  const others = [...ignored, ...foreign, ...unrecognised.map(({ file }) => file)].map(({ file }) => file);
  return {
    ...{ consumption, transcripts, runs: counting, problems },
    replacedDays: replaced.map(({ older, newer, ...days }) => ({
      ...days,
      older: older.manifest,
      newer: newer.manifest,
    })),
    leftAlone: [...found.leftAlone, ...others].sort(compareCodePoints),
    notes: [...doubtNotes(found), ...unrecognisedNotes(unrecognised), ...unusedNotes(job, found)],
  };
}

/** What is known about the files before their headers are read. */
interface ChosenFiles extends LeftOut {
  readonly formats: readonly Format[];
  readonly sources: ReadonlyMap<FoundFile, Source>;
  readonly runs: readonly ExportRun[];
  readonly lost: ReadonlyMap<ExportRun, readonly LostDays[]>;
  readonly known: ReadonlyMap<FoundFile, KnownFile>;
}

/** A file that is no export, and what it is instead. */
interface Unrecognised {
  readonly file: FoundFile;
  readonly why: string;
}

interface OpenedFiles {
  readonly consumption: ConsumptionExport[];
  readonly transcripts: TranscriptExport[];
  readonly unrecognised: Unrecognised[];
}

/** Recognises files. One that is not recognised is a problem only where it is meant as an export. */
async function openAll(
  files: readonly FoundFile[],
  chosen: ChosenFiles,
  problems: InputProblem[],
): Promise<OpenedFiles> {
  const opened: OpenedFiles = { consumption: [], transcripts: [], unrecognised: [] };
  const recognised: Recognised = new Map();
  for (const file of files) {
    const own: InputProblem[] = [];
    const source = chosen.sources.get(file) ?? { match: file.file };
    const read = await collect(own, () => openExport(file, { recognised, source, ...openingOf(file, chosen) }));
    if (read?.format.kind === "consumption") opened.consumption.push(read as ConsumptionExport);
    else if (read !== undefined) opened.transcripts.push(read as TranscriptExport);
    const [first] = own;
    if (first === undefined) continue;
    const isMeant = isBelowExportFolder(file.file) || source.format !== undefined || isInRun(file, chosen.runs);
    if (isMeant || brokenCodes.has(first.code)) problems.push(...own);
    else opened.unrecognised.push({ file, why: first.found });
  }
  return opened;
}

/** Codes of files that cannot be read, or were recognised but are broken. */
const brokenCodes = new Set(["unreadable-file", "broken-gzip", "column-twice"]);

function isInRun(file: FoundFile, runs: readonly ExportRun[]): boolean {
  return runs.some((run) => filesBeside(run, [file]).length > 0);
}

function openingOf(file: FoundFile, { formats, runs, lost, known, left, hashes }: ChosenFiles) {
  const run = runs.find((candidate) => filesBeside(candidate, [file]).length > 0);
  return {
    formats,
    group: run?.manifest ?? partGroup(file.file),
    lostDays: run === undefined ? [] : (lost.get(run) ?? []).map(({ to, ...days }) => ({ ...days, by: to.manifest })),
    leftOutFor: left.get(file) ?? [],
    known: known.get(file),
    sha256: known.get(file)?.sha256 ?? hashes.get(file),
  };
}

function nothingRecognised(input: string, unrecognised: readonly Unrecognised[]): InputProblem {
  const there = unrecognised.map(({ file, why }) => `${file.file}: ${why}`);
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
  const named = unrecognised.map(({ file, why }) => `${file.file} (${why})`);
  return [`Left alone, since no format recognises it as an export: ${firstTen(named)}.`];
}

function unusedNotes({ sources }: Pick<Job, "sources">, { exports }: FoundFiles): string[] {
  const unused = sources.filter((source) => !exports.some(({ file }) => fits(source, file))).map(({ match }) => match);
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
