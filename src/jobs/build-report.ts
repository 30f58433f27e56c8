import type { Config } from "../config/load-config.ts";
import type { Day } from "../domain/day.ts";
import { InputError } from "../domain/input-error.ts";
import type { RunReport } from "../domain/report.ts";
import type { PersonSnapshot, Snapshot } from "../domain/snapshot.ts";
import { windowFor } from "../domain/window.ts";
import type { FurtherMeasure } from "../measure/further-measures.ts";
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

/** What a report is about, and where it may put large things aside. */
export interface ReportOptions {
  readonly config: Config;
  readonly asOf: Day;
  /** Existing folder for expanded copies and sums that do not fit into memory; emptied by the caller. */
  readonly workFolder: string;
  readonly progress: Progress;
  /** Threads of the database; all cores unless given. */
  readonly threads?: number;
  /** What earlier runs read; without it every file is read. */
  readonly store?: Store | undefined;
  /** The engine that groups rows; the embedded one unless given. */
  readonly groupRows?: GroupRows | undefined;
  /** What is measured besides consumption and people: all that there is, unless given. */
  readonly measures?: readonly FurtherMeasure[] | undefined;
  /** What the run published before found out; limits on what is gone since are not looked at without it. */
  readonly earlier?: Pick<Snapshot, "asOf" | "sources"> | undefined;
  /** With which persons are told apart from run to run, see `personKeys`; without it they are not put together for that. */
  readonly secret?: string;
}

/** The report of one run, and the input files it rests on besides the exports. */
export interface BuiltReport {
  readonly report: RunReport;
  readonly tables: Inputs["tables"];
  /** What the outlook rests on: enough to ask what if. */
  readonly ahead: Ahead;
  /** What a later run compares persons with; none without a secret. */
  readonly persons: readonly PersonSnapshot[];
}

/**
 * The job itself: inputs in, verdicts out. Nothing is written but to the work folder.
 *
 * @throws InputError with everything that the operator can fix: what a stage finds stops the job, and then the inputs are
 * checked to the end, so that the problems of the stages that were not reached are reported with it
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

/** The second reading is not shown: the stages have been told already. */
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
