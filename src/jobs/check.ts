import type { Warning } from "../domain/consumption.ts";
import { InputError, type InputProblem } from "../domain/input-error.ts";
import { previousRun } from "../publish/previous-run.ts";
import { withWorkFolder } from "../publish/work-folder.ts";
import { type CheckedExports, listExports } from "./list-files.ts";
import { type PlannedEngine, planEngine, plannedSentence } from "./plan-engine.ts";
import { readAndJudge } from "./read-and-judge.ts";
import { type SurveyedInputs, type SurveyOptions, silent, surveyInputs } from "./survey-inputs.ts";
import { takeStock } from "./tie-out.ts";

/** The format that each file would be read as, and how a run would end. */
export interface CheckedInputs extends CheckedExports {
  readonly input: string;
  readonly left_alone: readonly string[];
  readonly notes: readonly string[];
  /** What would be sent to Spark; absent where the job does not name it, and where problems would stop a run. */
  readonly spark?: PlannedEngine;
  /** Whatever would stop a run. */
  readonly problems: readonly InputProblem[];
  /** Limits that a run would cross; none where problems would stop it. */
  readonly limits_crossed: readonly Pick<Warning, "code" | "message">[];
  /** The exit code of a run: 0, 2 with problems, 3 where a limit is crossed. */
  readonly exit_code: 0 | 2 | 3;
}

/**
 * Reads and judges as a run does, but always with the embedded engine; publishes nothing, and writes nothing but
 * a temporary folder that it removes.
 */
export async function checkInputs(options: SurveyOptions): Promise<CheckedInputs> {
  const { config, asOf, progress } = options;
  const { input, output } = config.job;
  try {
    const earlier = await previousRun(output, { asOf, runId: "check" });
    const judged = await withWorkFolder("check", (workFolder) =>
      readAndJudge({ ...options, workFolder, earlier: earlier?.facts, summarise: true }),
    );
    progress.stage("Tying out");
    const crossed = takeStock(judged).warnings.filter(({ crossesLimit }) => crossesLimit);
    const { inputs, consumption, transcripts } = judged;
    const spark = await planEngine(config, inputs);
    const read = listed(input, { exports: inputs.exports, ...consumption, transcripts });
    return {
      ...{ ...read, notes: [...read.notes, ...(spark === undefined ? [] : [plannedSentence(spark)])] },
      ...(spark !== undefined && { spark }),
      problems: [],
      limits_crossed: crossed.map(({ code, message }) => ({ code, message })),
      exit_code: crossed.length === 0 ? 0 : 3,
    };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { problems, ...read } = await surveyInputs({ ...options, progress: silent });
    const all = problems.length === 0 ? error.problems : problems;
    return { ...listed(input, read), problems: all, limits_crossed: [], exit_code: 2 };
  }
}

function listed(input: string, read: Omit<SurveyedInputs, "problems">) {
  const { leftAlone, notes } = read.exports;
  return { input, ...listExports(read), left_alone: leftAlone, notes: [...notes, ...emptyNotes(read)] };
}

/** Returns a note for each kind of export that is missing: not a problem of any file, but hardly what was meant. */
function emptyNotes({ exports: { consumption, transcripts } }: Pick<SurveyedInputs, "exports">): string[] {
  const missing = [
    ...(consumption.length === 0 ? ["consumption/"] : []),
    ...(transcripts.length === 0 ? ["transcripts/"] : []),
  ];
  return missing.map(
    (folder) => `No export was found below ${folder} of the input folder; is it the right one, and filled?`,
  );
}
