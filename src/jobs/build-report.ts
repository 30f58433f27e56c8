import type { Config } from "../config/load-config.ts";
import type { Day } from "../domain/day.ts";
import { InputError } from "../domain/input-error.ts";
import type { RunReport } from "../domain/report.ts";
import type { PersonSnapshot, Snapshot } from "../domain/snapshot.ts";
import { windowFor } from "../domain/window.ts";
import type { FurtherMeasure } from "../measure/further-measure.ts";
import type { GroupRows } from "../partials/groups.ts";
import type { Store } from "../partials/store.ts";
import { revisionInForce } from "../qualify/revision-in-force.ts";
import { assessPartners } from "./assess-partners.ts";
import { checkInputs } from "./check.ts";
import { type Ahead, lookAhead } from "./look-ahead.ts";
import type { Progress } from "./progress.ts";
import { readConsumption } from "./read-consumption.ts";
import { type Inputs, readInputs } from "./read-inputs.ts";
import { readPeople } from "./read-people.ts";
import { tieOut } from "./tie-out.ts";

/** What a report is about, and how it is made. */
export interface ReportOptions {
  readonly config: Config;
  readonly asOf: Day;
  /** Existing folder for expanded copies and sums that do not fit into memory; emptied by the caller. */
  readonly workFolder: string;
  readonly progress: Progress;
  /** Threads of the database; all cores unless given. */
  readonly threads?: number;
  /** Store with the partials of earlier runs; without it every file is read. */
  readonly store?: Store | undefined;
  /** The engine that groups rows; the embedded one unless given. */
  readonly groupRows?: GroupRows | undefined;
  /** Measures besides consumption and people; all of them unless given. */
  readonly measures?: readonly FurtherMeasure[] | undefined;
  /** Facts of the previously published run; without them, the limits on what has disappeared since are not checked. */
  readonly earlier?: Pick<Snapshot, "asOf" | "sources"> | undefined;
  /** Secret used to match persons across runs, see `personKeys`; without it `persons` is empty. */
  readonly secret?: string;
}

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
 * @throws InputError with everything that the operator can fix: problems in one stage stop the job, and then all inputs
 *   are checked, so that the problems of the stages not reached are reported with them
 */
export async function buildReport(request: ReportOptions): Promise<BuiltReport> {
  try {
    return await build(request);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { problems } = await checkInputs({ ...request, progress: silent });
    throw problems.length === 0 ? error : new InputError(problems, { cause: error });
  }
}

/** Progress of the second reading, which is not shown: the stages have been reported already. */
const silent: Progress = { stage: () => {}, files: () => {} };

async function build(request: ReportOptions): Promise<BuiltReport> {
  const { config, asOf, progress } = request;
  const revision = revisionInForce(config.ruleSet, asOf);
  const window = windowFor(asOf, config.job.window);
  progress.stage("Finding exports");
  const inputs = await readInputs(config, request.store?.known);
  progress.stage("Reading consumption");
  const consumption = await readConsumption({ ...request, inputs, revision, window, onFile: progress.files });
  progress.stage("Reading transcripts");
  const { transcripts, people, persons } = await readPeople(inputs, request, revision);
  const read = { config, asOf, revision, window, inputs, consumption, transcripts, people };
  progress.stage("Judging partners");
  const assessed = assessPartners(read);
  progress.stage("Looking ahead");
  const { measured } = consumption;
  const { ahead, outlook, assumptions } = lookAhead(assessed.assessments, { ...read, ...assessed, measured });
  progress.stage("Tying out");
  const report = tieOut({ ...read, ...assessed, outlook, assumptions, earlier: request.earlier });
  return { report, tables: inputs.tables, ahead, persons };
}
