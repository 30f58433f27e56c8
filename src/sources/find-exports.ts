import type { Month } from "../domain/day.ts";
import type { ConsumptionFormat, ConsumptionRole, Format, TranscriptFormat, TranscriptRole } from "../domain/format.ts";
import type { Header } from "../domain/header.ts";
import { InputError, type InputProblem } from "../domain/input-error.ts";
import type { Job, Source } from "../domain/job.ts";
import { chooseRuns, isSuperseded, type LostMonths } from "./choose-runs.ts";
import { collect } from "./collect.ts";
import { type ExportAge, exportAge, partGroup } from "./export-age.ts";
import { type FoundFile, findFiles } from "./find-files.ts";
import { type Encoding, readHead } from "./head.ts";
import type { HeadNote, KnownFile, KnownFiles } from "./known-file.ts";
import { blobFiles, filesBeside, leftOut } from "./left-out.ts";
import { checkBlobs, type ExportRun } from "./manifest.ts";
import { readRuns } from "./read-runs.ts";
import { columnsOf, headerText, lacks, readFirstRow, recognise, widestHeader } from "./recognise.ts";
import { sourceOf } from "./source-of.ts";

interface ExportBase extends FoundFile {
  readonly header: Header;
  readonly encoding: Encoding;
  readonly source: Source;
  /** The first row of data begins with a byte order mark, too. */
  readonly markInData: boolean;
  /** What a later run is spared opening it by. */
  readonly head: HeadNote;
  /** SHA-256 of its content, where it is known already. */
  readonly knownSha256: string | undefined;
  /** Files with the same group are one file to S14: parts of one export, blobs of one run. */
  readonly group: string;
  readonly age: ExportAge;
  /** Months for which another export run counts, with that run's first file. */
  readonly lostMonths: ReadonlyMap<Month, string>;
  /** The files that replaced this one as a whole, so that it is not read. */
  readonly leftOutFor: readonly string[];
}

/** A recognised consumption export. */
export interface ConsumptionExport extends ExportBase {
  readonly format: ConsumptionFormat;
  readonly columns: ReadonlyMap<ConsumptionRole, number>;
  /** Cells of the first row; empty where it is not whole in the head of the file. Only a hint: what is the same in most rows. */
  readonly firstRow: readonly string[];
}

/** A recognised transcript export. */
export interface TranscriptExport extends ExportBase {
  readonly format: TranscriptFormat;
  readonly columns: ReadonlyMap<TranscriptRole, number>;
}

/** All exports below the input folder, recognised; each list sorted by path. */
export interface Exports {
  readonly consumption: readonly ConsumptionExport[];
  readonly transcripts: readonly TranscriptExport[];
  /** The export runs that count, for the check of their row counts. */
  readonly runs: readonly ExportRun[];
  readonly leftAlone: readonly string[];
  /** Files that no format recognises, or that a manifest contradicts. */
  readonly problems: readonly InputProblem[];
}

/**
 * Finds the exports below the input folder, recognises each by its header, and decides by manifest and by content
 * which of them count (S14). What only the rows can decide is left to the aggregation.
 *
 * @param formats - in the order of trying
 * @param isKnown - files of earlier runs: those that have not changed are not opened
 */
export async function findExports(
  job: Job,
  formats: readonly Format[],
  isKnown: KnownFiles = async () => undefined,
): Promise<Exports> {
  const found = await findFiles(job.input);
  const problems: InputProblem[] = [];
  const sources = new Map(found.exports.map((file) => [file, sourceOf(job.sources, file.file)]));
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
  for (const file of wanted) {
    const run = runs.find((candidate) => filesBeside(candidate, [file]).length > 0);
    const opened = await collect(problems, () =>
      openExport(file, {
        formats,
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
  return { consumption, transcripts, runs: counting, leftAlone, problems };
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

interface Opening {
  readonly formats: readonly Format[];
  readonly source: Source;
  readonly group: string;
  readonly lostMonths: ReadonlyMap<Month, string>;
  readonly leftOutFor: readonly string[];
  readonly known: KnownFile | undefined;
  readonly sha256: string | undefined;
}

async function openExport(file: FoundFile, opening: Opening): Promise<ConsumptionExport | TranscriptExport> {
  const { formats, source, group, lostMonths, leftOutFor, known } = opening;
  const { text, note } = await headOf(file, source, known);
  const { format, header } = formatOf(file, text, { formats, source });
  const common = {
    ...file,
    header,
    encoding: note.encoding,
    source,
    markInData: note.markInData,
    head: note,
    knownSha256: opening.sha256,
    group,
    age: exportAge(group),
    lostMonths,
    leftOutFor,
  };
  if (format.kind === "consumption") {
    const firstRow = readFirstRow(text, header);
    return { ...common, format, columns: positions(file, format.columns, header), firstRow };
  }
  return { ...common, format, columns: positions(file, format.columns, header) };
}

/** The beginning of an export: its header as it was noted, or whatever fits into the head. */
async function headOf(
  file: FoundFile,
  source: Source,
  known: KnownFile | undefined,
): Promise<{ text: string; note: HeadNote }> {
  const askedEncoding = source.encoding ?? "";
  if (known?.head.askedEncoding === askedEncoding) return { text: known.head.header, note: known.head };
  const { text, encoding } = await readHead(file, source);
  const note = { encoding, askedEncoding, header: headerText(text), markInData: /\n\uFEFF/.test(text) };
  return { text, note };
}

function formatOf(
  file: FoundFile,
  text: string,
  by: Pick<Opening, "formats" | "source">,
): { format: Format; header: Header } {
  const named = by.formats.find((format) => format.id === by.source.format);
  // What the operator says wins over columns that would rule the format out.
  const candidates = named === undefined ? by.formats : [{ ...named, unless: [] }];
  const recognition = recognise(text, candidates, file.kind);
  if ("format" in recognition) return recognition;
  const missing = named === undefined ? [] : lacks(named, widestHeader(text)?.names ?? []);
  if (named === undefined || missing.length === 0) throw new InputError({ file: file.file, ...recognition.problem });
  throw new InputError({
    file: file.file,
    line: 1,
    found: `a header without ${missing.join(", ")}`,
    expected: `the columns of ${named.id}, which job.yaml names for this file`,
    fix: "correct `format:` under `sources:` in job.yaml, or leave it out",
  });
}

function positions<Role extends string>(
  file: FoundFile,
  columns: Readonly<Partial<Record<Role, readonly string[]>>>,
  header: Header,
): ReadonlyMap<Role, number> {
  const { positions: found, twice } = columnsOf(columns, header.names);
  if (twice.length === 0) return found;
  throw new InputError({
    file: file.file,
    line: 1,
    found: `two columns called ${twice.join(" and two called ")}`,
    expected: "each column once, so that it is clear which one counts",
    fix: "export the file again, or delete or rename the column that is not meant",
  });
}

function firstFiles(lost: LostMonths): Map<Month, string> {
  return new Map([...lost].map(([month, run]) => [month, blobFiles(run)[0] ?? run.manifest]));
}
