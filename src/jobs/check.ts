import type { Config } from "../config/load-config.ts";
import type { RejectedRow } from "../domain/consumption.ts";
import { type Day, type Month, monthOf } from "../domain/day.ts";
import { InputError, type InputProblem } from "../domain/input-error.ts";
import { compareCodePoints } from "../domain/text.ts";
import { windowFor } from "../domain/window.ts";
import { cutPartials } from "../measure/cut-partials.ts";
import { type FileSummary, fileSummaries } from "../measure/file-summaries.ts";
import { openEngine } from "../partials/duckdb/engine.ts";
import { makePartials } from "../partials/make-partials.ts";
import type { FilePartial } from "../partials/store.ts";
import { withWorkFolder } from "../publish/work-folder.ts";
import { revisionInForce } from "../qualify/revision-in-force.ts";
import type { ConsumptionExport, TranscriptExport } from "../sources/export.ts";
import type { IngestedTranscripts } from "../tables/transcripts.ts";
import type { Progress } from "./progress.ts";
import { manifestProblems, readingOf } from "./read-consumption.ts";
import { type GatheredInputs, gatherInputs } from "./read-inputs.ts";
import { ingestAll } from "./read-people.ts";
import { whollyRejected } from "./wholly-rejected.ts";

/** What `check` reports about one file. */
export interface CheckedFile {
  readonly file: string;
  readonly kind: "consumption" | "transcripts";
  readonly format: string;
  /** Absent where the file is not read: left out, or broken. */
  readonly rows?: number;
  readonly months: readonly Month[];
  readonly partners: number;
  readonly odd: readonly string[];
}

/** The format that each file would be read as, and the problems that would stop a run. */
export interface CheckedInputs {
  readonly input: string;
  readonly files: readonly CheckedFile[];
  readonly left_alone: readonly string[];
  readonly notes: readonly string[];
  readonly problems: readonly InputProblem[];
}

export interface CheckOptions {
  readonly config: Config;
  readonly asOf: Day;
  readonly progress: Progress;
}

/** Reads everything a run would read, judges nobody, and writes nothing but a temporary folder that it removes. */
export async function checkInputs({ config, asOf, progress }: CheckOptions): Promise<CheckedInputs> {
  progress.stage("Finding exports");
  const inputs = await gatherInputs(config);
  const problems = [...inputs.problems, ...revisionProblems(config, asOf)];
  const files: CheckedFile[] = [];
  progress.stage("Reading transcripts");

  await withWorkFolder("check", async (workFolder) => {
    for (const file of inputs.exports.transcripts) {
      files.push(await checkTranscripts(file, () => ingestAll([file], config, workFolder), problems));
    }
  });
  progress.stage("Reading consumption");
  const { partials, summaries } = await readPartials(inputs, { config, asOf, progress, problems });
  for (const file of inputs.exports.consumption) {
    const found = partials.find((candidate) => candidate.export === file);
    files.push(
      checkedConsumption(
        file,
        found,
        summaries.find((summary) => summary.file === found?.number),
      ),
    );
  }
  return {
    input: config.job.input,
    files: files.sort((a, b) => compareCodePoints(a.file, b.file)),
    left_alone: inputs.exports.leftAlone,
    notes: [...inputs.exports.notes, ...emptyNotes(inputs)],
    problems,
  };
}

/** Returns a note for each folder without exports: not a problem of any file, but hardly what was meant. */
function emptyNotes({ exports: { consumption, transcripts } }: GatheredInputs): string[] {
  const missing = [
    ...(consumption.length === 0 ? ["consumption/"] : []),
    ...(transcripts.length === 0 ? ["transcripts/"] : []),
  ];
  return missing.map(
    (folder) => `No export was found below ${folder} of the input folder; is it the right one, and filled?`,
  );
}

function revisionProblems(config: Config, asOf: Day): readonly InputProblem[] {
  try {
    revisionInForce(config.ruleSet, asOf);
    return [];
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
}

interface Checking {
  readonly config: Config;
  readonly asOf: Day;
  readonly progress: Progress;
  /** Receives the problems found. */
  readonly problems: InputProblem[];
}

async function readPartials(
  inputs: GatheredInputs,
  { config, asOf, progress, problems }: Checking,
): Promise<{ readonly partials: readonly FilePartial[]; readonly summaries: readonly FileSummary[] }> {
  const files = inputs.exports.consumption.filter(({ leftOutFor }) => leftOutFor.length === 0);
  const window = windowFor(asOf, config.job.window);
  return withWorkFolder("check", async (workFolder) => {
    const engine = await openEngine({ workFolder });
    try {
      const connection = await engine.connect();
      const made = await makePartials(connection, files, {
        ...readingOf(config, inputs.rates),
        ...{ workFolder, store: undefined, onFile: progress.files },
      });
      const rejected = whollyRejected(made.partials.map((each) => ({ ...each, rows: each.read.rows })));
      problems.push(...made.problems, ...manifestProblems(inputs.exports, made.partials), ...rejected);
      await cutPartials(connection, made.partials, { window, asOf, customerCountries: false });
      const summaries = await fileSummaries(connection);
      connection.close();
      return { partials: made.partials, summaries };
    } finally {
      engine.close();
    }
  });
}

async function checkTranscripts(
  file: TranscriptExport,
  ingest: () => Promise<IngestedTranscripts[]>,
  problems: InputProblem[],
): Promise<CheckedFile> {
  const base = { file: file.file, kind: "transcripts" as const, format: file.format.id };
  try {
    const [read] = await ingest();
    const rows = read?.rows ?? [];
    if (read !== undefined) problems.push(...whollyRejected([{ ...read, rows: read.rowsRead }]));
    return {
      ...base,
      ...(file.leftOutFor.length > 0 ? {} : { rows: read?.rowsRead ?? 0 }),
      months: [...new Set(rows.map(({ completedOn }) => monthOf(completedOn)))].sort(),
      partners: new Set(rows.map(({ partnerId }) => partnerId).filter((id) => id !== "")).size,
      odd: [...leftOut(file), ...rejected(read?.rejects ?? [])],
    };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    problems.push(...error.problems);
    return { ...base, months: [], partners: 0, odd: ["cannot be read; see the problems below"] };
  }
}

function checkedConsumption(file: ConsumptionExport, read?: FilePartial, summary?: FileSummary): CheckedFile {
  const broken = read === undefined && file.leftOutFor.length === 0;
  const excluded = summary?.excludedRows ?? 0;
  return {
    file: file.file,
    kind: "consumption",
    format: file.format.id,
    ...(read === undefined ? {} : { rows: read.read.rows }),
    months: summary?.months ?? [],
    partners: summary?.partners ?? 0,
    odd: [
      ...leftOut(file),
      ...(broken ? ["cannot be read; see the problems below"] : []),
      ...(read?.read.rows === 0 ? ["header only: an empty month"] : []),
      ...(excluded > 0 ? [`${excluded === 1 ? "1 row" : `${excluded} rows`} excluded by the format`] : []),
      ...rejected(read?.rejects ?? []),
    ],
  };
}

function leftOut({ leftOutFor }: { readonly leftOutFor: readonly string[] }): string[] {
  return leftOutFor.length === 0 ? [] : [`left out, since ${leftOutFor.join(", ")} counts instead`];
}

/** Returns how many rows have each fault, and where the first one is. */
function rejected(rejects: readonly RejectedRow[]): string[] {
  return [...new Set(rejects.map(({ code }) => code))].map((code) => {
    const same = rejects.filter((reject) => reject.code === code);
    const rows = same.length === 1 ? "1 row" : `${same.length} rows`;
    return `${rows} rejected (${code}), first on line ${same[0]?.line}: ${same[0]?.message}`;
  });
}
