import type { RunReport } from "../domain/report.ts";
import type { PersonSnapshot } from "../domain/snapshot.ts";
import { type Ahead, lookAhead } from "./look-ahead.ts";
import { type JudgeOptions, readAndJudge } from "./read-and-judge.ts";
import type { Inputs } from "./read-inputs.ts";
import { withAllProblems } from "./survey-inputs.ts";
import { tieOut } from "./tie-out.ts";

/** The report of one run, and what else later steps need. */
export interface BuiltReport {
  readonly report: RunReport;
  readonly tables: Inputs["tables"];
  /** Basis of the outlook: enough to answer what-if questions. */
  readonly ahead: Ahead;
  /** Persons for a later run to compare with; none without a secret. */
  readonly persons: readonly PersonSnapshot[];
}

/**
 * Does the job itself: reads the inputs and returns the verdicts. Writes only to the work folder and to the store, if
 * given.
 *
 * @throws InputError with everything that the operator can fix
 */
export async function buildReport(request: JudgeOptions): Promise<BuiltReport> {
  const { progress } = request;
  const judged = await withAllProblems(request, () => readAndJudge(request));
  progress.stage("Looking ahead");
  const { measured } = judged.consumption;
  const { ahead, outlook, assumptions } = lookAhead(judged.assessments, { ...judged, measured });
  progress.stage("Tying out");
  const report = tieOut({ ...judged, outlook, assumptions });
  return { report, tables: judged.inputs.tables, ahead, persons: judged.persons };
}
