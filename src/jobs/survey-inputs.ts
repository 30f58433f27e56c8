import type { Config } from "../config/load-config.ts";
import type { Day } from "../domain/day.ts";
import { ClusterError, InputError, type InputProblem } from "../domain/input-error.ts";
import { windowFor } from "../domain/window.ts";
import { cutPartials } from "../measure/cut-partials.ts";
import { type FileSummary, fileSummaries } from "../measure/file-summaries.ts";
import { openEngine } from "../partials/duckdb/engine.ts";
import { makePartials } from "../partials/make-partials.ts";
import type { FilePartial } from "../partials/store.ts";
import { withWorkFolder } from "../publish/work-folder.ts";
import { revisionInForce } from "../qualify/revision-in-force.ts";
import type { TranscriptExport } from "../sources/export.ts";
import type { Exports } from "../sources/find-exports.ts";
import type { IngestedTranscripts } from "../tables/transcripts.ts";
import type { Progress } from "./progress.ts";
import { manifestProblems, readingOf } from "./read-consumption.ts";
import { type GatheredInputs, gatherInputs } from "./read-inputs.ts";
import { ingestAll } from "./read-people.ts";
import { whollyRejected } from "./wholly-rejected.ts";

/** What could be read of the inputs, and all problems that would stop a run. */
export interface SurveyedInputs {
  readonly exports: Exports;
  readonly partials: readonly FilePartial[];
  readonly summaries: readonly FileSummary[];
  /** Without those that cannot be read. */
  readonly transcripts: readonly IngestedTranscripts[];
  readonly problems: readonly InputProblem[];
}

export interface SurveyOptions {
  readonly config: Config;
  readonly asOf: Day;
  readonly progress: Progress;
}

/**
 * Runs an action on the inputs. Problems in one stage stop it; all inputs are then read once more, so that the problems of
 * the stages not reached are reported with them.
 *
 * @throws InputError with everything that the operator can fix
 */
export async function withAllProblems<T>(request: SurveyOptions, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof InputError) || error instanceof ClusterError) throw error;
    const { problems } = await surveyInputs({ ...request, progress: silent });
    throw problems.length === 0 ? error : new InputError(problems, { cause: error });
  }
}

/** Progress of a second reading, which is not shown: the stages have been reported already. */
export const silent: Progress = { stage: () => {}, files: () => {} };

/** Reads everything that a run would read, past all problems; judges nobody, and writes only to a temporary folder. */
export async function surveyInputs({ config, asOf, progress }: SurveyOptions): Promise<SurveyedInputs> {
  progress.stage("Finding exports");
  const inputs = await gatherInputs(config);
  const problems = [...inputs.problems, ...revisionProblems(config, asOf)];
  progress.stage("Reading transcripts");
  const transcripts = await withWorkFolder("survey", (workFolder) =>
    readTranscripts(inputs, (file) => ingestAll([file], config, workFolder), problems),
  );
  progress.stage("Reading consumption");
  const read = await readPartials(inputs, { config, asOf, progress, problems });
  return { exports: inputs.exports, transcripts, ...read, problems };
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

async function readTranscripts(
  { exports }: GatheredInputs,
  ingest: (file: TranscriptExport) => Promise<IngestedTranscripts[]>,
  problems: InputProblem[],
): Promise<readonly IngestedTranscripts[]> {
  const read: IngestedTranscripts[] = [];
  for (const file of exports.transcripts) {
    try {
      const ingested = await ingest(file);
      problems.push(...whollyRejected(ingested.map((each) => ({ ...each, rows: each.rowsRead }))));
      read.push(...ingested);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(...error.problems);
    }
  }
  return read;
}

interface Surveying extends SurveyOptions {
  /** Receives the problems found. */
  readonly problems: InputProblem[];
}

async function readPartials(
  inputs: GatheredInputs,
  { config, asOf, progress, problems }: Surveying,
): Promise<Pick<SurveyedInputs, "partials" | "summaries">> {
  const files = inputs.exports.consumption.filter(({ leftOutFor }) => leftOutFor.length === 0);
  const window = windowFor(asOf, config.job.window);
  return withWorkFolder("survey", async (workFolder) => {
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
