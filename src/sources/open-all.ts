import type { Format } from "../domain/format.ts";
import { groupBy } from "../domain/group-by.ts";
import type { InputProblem } from "../domain/input-error.ts";
import type { Source } from "../domain/job.ts";
import { firstTen } from "../domain/text.ts";
import type { LostDays } from "./choose-runs.ts";
import { collect } from "./collect.ts";
import type { ConsumptionExport, TranscriptExport } from "./export.ts";
import { groupOfFile } from "./export-age.ts";
import { type FoundFile, isBelowExportFolder } from "./find-files.ts";
import type { KnownFile } from "./known-file.ts";
import { filesBeside, type LeftOut } from "./left-out.ts";
import type { Inside } from "./look-inside.ts";
import type { ExportRun } from "./manifest.ts";
import { openExport, type ParquetNames, type Recognised } from "./open-export.ts";

/** What is known about the files before their headers are read. */
export interface ChosenFiles extends LeftOut {
  readonly formats: readonly Format[];
  readonly sources: ReadonlyMap<FoundFile, Source>;
  readonly runs: readonly ExportRun[];
  readonly lost: ReadonlyMap<ExportRun, readonly LostDays[]>;
  readonly known: ReadonlyMap<FoundFile, KnownFile>;
  readonly parquetNames: ParquetNames;
}

/** A file that is no export, and what it is instead. */
export interface Unrecognised {
  readonly file: string;
  readonly why: string;
}

export interface OpenedFiles {
  readonly consumption: ConsumptionExport[];
  readonly transcripts: TranscriptExport[];
  readonly unrecognised: Unrecognised[];
  /** Sheets that are no exports, of workbooks with others that are. */
  readonly otherSheets: string[];
}

/**
 * Recognises files. One that is not recognised is a problem only where it is meant as an export; a sheet only where
 * job.yaml names its format and none of the workbook has it.
 */
export async function openAll(
  files: readonly FoundFile[],
  chosen: ChosenFiles,
  problems: InputProblem[],
): Promise<OpenedFiles> {
  const opened: OpenedFiles = { consumption: [], transcripts: [], unrecognised: [], otherSheets: [] };
  const recognised: Recognised = new Map();
  const sheets: UnknownSheet[] = [];
  for (const file of files) {
    const own: InputProblem[] = [];
    const source = chosen.sources.get(file) ?? { match: file.file };
    const read = await collect(own, () => openExport(file, { recognised, source, ...openingOf(file, chosen) }));
    if (read?.format.kind === "consumption") opened.consumption.push(read as ConsumptionExport);
    else if (read !== undefined) opened.transcripts.push(read as TranscriptExport);
    const [first] = own;
    if (first === undefined) continue;
    if (typeof file.table === "object" && isUnknown(first)) sheets.push({ file, source, problem: first });
    else if (isMeant(file, chosen, source) || isBroken(first)) problems.push(...own);
    else opened.unrecognised.push({ file: file.file, why: first.found });
  }
  addSheets(opened, sheets, problems);
  return opened;
}

/** Returns whether a file that is no export would be a problem: where nothing but exports lies, or job.yaml says so. */
function isMeant(file: FoundFile, { runs }: Pick<ChosenFiles, "runs">, source: Source): boolean {
  const isInRun = runs.some((run) => filesBeside(run, [file]).length > 0);
  return isBelowExportFolder(file.file) || source.format !== undefined || isInRun;
}

/** Codes of files that can be read, but are no exports. */
const unknown = new Set(["unknown-header", "broken-header"]);
const isUnknown = ({ code }: InputProblem) => unknown.has(code);

/** Codes of files that cannot be read, or were recognised but are broken: a problem wherever they lie. */
const broken =
  /^(unreadable-file|changed-while-read|column-twice|(sheet-)?too-large|broken-(gzip|zip|workbook|parquet)|zip-(?!file).*)$/;
const isBroken = ({ code }: InputProblem) => broken.test(code);

interface UnknownSheet {
  readonly file: FoundFile;
  readonly source: Source;
  readonly problem: InputProblem;
}

/** Adds sheets without a known header: a workbook with another sheet that has one is an export, and says enough. */
function addSheets(opened: OpenedFiles, unknownSheets: readonly UnknownSheet[], problems: InputProblem[]): void {
  const known = new Set([...opened.consumption, ...opened.transcripts].map((file) => bookOf(file)));
  for (const [book, sheets] of groupBy(unknownSheets, ({ file }) => bookOf(file))) {
    const names = sheets.map(({ file }) => file.file);
    const [asked] = sheets.filter(({ source }) => source.format !== undefined);
    if (known.has(book)) opened.otherSheets.push(...names);
    else if (asked !== undefined) problems.push(asked.problem);
    else
      opened.unrecognised.push({ file: book, why: `no sheet whose first row is a known header: ${firstTen(names)}` });
  }
}

/** Returns the workbook that a sheet is in; empty for a file that is none. */
const bookOf = ({ containers = [], table }: FoundFile) => (typeof table === "object" ? (containers.at(-1) ?? "") : "");

function openingOf(file: FoundFile, { formats, runs, lost, known, left, hashes, parquetNames }: ChosenFiles) {
  const run = runs.find((candidate) => filesBeside(candidate, [file]).length > 0);
  return {
    formats,
    parquetNames,
    group: run?.manifest ?? groupOfFile(file),
    lostDays: run === undefined ? [] : (lost.get(run) ?? []).map(({ to, ...days }) => ({ ...days, by: to.manifest })),
    leftOutFor: left.get(file) ?? [],
    known: known.get(file),
    sha256: known.get(file)?.sha256 ?? hashes.get(file),
  };
}

/** Tells problems with ZIP files and workbooks from those that merely hold no export. */
export function containersWithout(inside: readonly Inside[], problems: InputProblem[]): Unrecognised[] {
  return inside.flatMap(({ container: { file }, exports, problems: own }) => {
    const real = own.filter((problem) => isBelowExportFolder(file) || isBroken(problem));
    problems.push(...real);
    const [first] = own;
    if (first !== undefined) return real.length > 0 ? [] : [{ file, why: first.found }];
    if (exports.length > 0) return [];
    if (!isBelowExportFolder(file) || /\.xlsx$/i.test(file)) return [{ file, why: nothingInside.found }];
    problems.push({ file, ...nothingInside });
    return [];
  });
}

const nothingInside = {
  code: "nothing-inside",
  found: "nothing in it that may be an export",
  expected: "CSV files, workbooks or Parquet files in it",
  fix: "put the exports there, take the file away, or set `ignore: true` for it under `sources:` in job.yaml",
};
