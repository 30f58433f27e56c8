import picomatch from "picomatch";
import type { Month } from "../domain/day.ts";
import type { Format } from "../domain/format.ts";
import type { InputProblem } from "../domain/input-error.ts";
import type { Job, Source } from "../domain/job.ts";
import { firstTen } from "../domain/text.ts";
import { chooseRuns, isSuperseded, type LostMonths } from "./choose-runs.ts";
import { collect } from "./collect.ts";
import type { ConsumptionExport, TranscriptExport } from "./export.ts";
import { partGroup } from "./export-age.ts";
import { type FoundFile, type FoundFiles, findFiles } from "./find-files.ts";
import type { KnownFile, KnownFiles } from "./known-file.ts";
import { blobFiles, filesBeside, leftOut } from "./left-out.ts";
import { checkBlobs, type ExportRun, readManifest } from "./manifest.ts";
import { openExport, type Recognised } from "./open-export.ts";

/** All exports below the input folder, recognised; each list sorted by path. */
export interface Exports {
  readonly consumption: readonly ConsumptionExport[];
  readonly transcripts: readonly TranscriptExport[];
  /** The export runs that count, so that their row counts can be checked. */
  readonly runs: readonly ExportRun[];
  readonly leftAlone: readonly string[];
  /** Sentences about what is not a problem but may not be what the operator meant. */
  readonly notes: readonly string[];
  /** Files that no format recognises, or that a manifest contradicts. */
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
  const found = await findFiles(job.input);
  const problems: InputProblem[] = [];
  const sources = new Map(found.exports.map((file) => [file, settingsFor(job.sources, file.file)]));
  const ignored = found.exports.filter((file) => sources.get(file)?.ignore === true);
  const wanted = found.exports.filter((file) => !ignored.includes(file));

  const runs = await readRuns(found.manifests, problems);
  const lost = chooseRuns(runs, job.dataset);
  const counting = runs.filter((run) => !isSuperseded(run, lost.get(run) ?? new Map()));
  for (const run of counting) problems.push(...checkBlobs(run, filesBeside(run, found.exports)));

  const known = await knownAmong(wanted, isKnown, problems);
  const { left, hashes } = await leftOut(wanted, runs, lost, known);
  const consumption: ConsumptionExport[] = [];
  const transcripts: TranscriptExport[] = [];
  const recognised: Recognised = new Map();
  for (const file of wanted) {
    const run = runs.find((candidate) => filesBeside(candidate, [file]).length > 0);
    const opened = await collect(problems, () =>
      openExport(file, {
        formats,
        recognised,
        source: sources.get(file) ?? { match: file.file },
        group: run?.manifest ?? partGroup(file.file),
        lostMonths: run === undefined ? new Map() : firstFiles(lost.get(run) ?? new Map()),
        leftOutFor: left.get(file) ?? [],
        known: known.get(file),
        sha256: known.get(file)?.sha256 ?? hashes.get(file),
      }),
    );
    if (opened?.format.kind === "consumption") consumption.push(opened as ConsumptionExport);
    else if (opened !== undefined) transcripts.push(opened as TranscriptExport);
  }
  const leftAlone = [...found.leftAlone, ...ignored.map((file) => file.file)];
  const notes = [...doubtNotes(found), ...unusedNotes(job, found)];
  return { consumption, transcripts, runs: counting, leftAlone, notes, problems };
}

function doubtNotes({ doubtful }: FoundFiles): string[] {
  if (doubtful.length === 0) return [];
  return [`Left alone, though it looks like an input: ${firstTen(doubtful)}.`];
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

function firstFiles(lost: LostMonths): Map<Month, string> {
  return new Map([...lost].map(([month, run]) => [month, blobFiles(run)[0] ?? run.manifest]));
}

/** Reads all manifests; problems join the list. Where a folder has one of each layout, the current layout wins. */
async function readRuns(manifests: readonly FoundFile[], problems: InputProblem[]): Promise<ExportRun[]> {
  const runs: ExportRun[] = [];
  const isOld = (manifest: FoundFile) => manifest.file.includes("/_");
  for (const manifest of [...manifests.filter((m) => !isOld(m)), ...manifests.filter(isOld)]) {
    const run = await collect(problems, () => readManifest(manifest));
    if (run !== undefined && !runs.some((other) => other.folder === run.folder)) runs.push(run);
  }
  return runs;
}

/**
 * Returns what the operator says about one file: every `sources:` entry whose glob matches; later entries override
 * earlier ones.
 *
 * @param file - relative to the input folder, with `/`
 */
export function settingsFor(sources: readonly Source[], file: string): Source {
  const matching = sources.filter((source) => fits(source, file));
  return Object.assign({ match: file }, ...matching);
}

/** Returns whether an entry applies to a file. */
export function fits({ match }: Pick<Source, "match">, file: string): boolean {
  return picomatch.isMatch(file, match, { dot: true });
}
