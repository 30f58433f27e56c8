import type { Config } from "../config/load-config.ts";
import type { Day } from "../domain/day.ts";
import type { PersonSnapshot, Snapshot } from "../domain/snapshot.ts";
import { windowFor } from "../domain/window.ts";
import type { FurtherMeasure } from "../measure/further-measure.ts";
import type { StartGrouping } from "../partials/groups.ts";
import type { Store } from "../partials/store.ts";
import type { FetchFigures } from "../qualify/fetch-warnings.ts";
import { revisionInForce } from "../qualify/revision-in-force.ts";
import { assessPartners } from "./assess-partners.ts";
import type { Progress } from "./progress.ts";
import { readConsumption } from "./read-consumption.ts";
import { readInputs } from "./read-inputs.ts";
import { readPeople } from "./read-people.ts";
import type { Judged } from "./tie-out.ts";

/** What is read and judged, and how. */
export interface JudgeOptions {
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
  readonly startGrouping?: StartGrouping | undefined;
  /** Measures besides consumption and people; all of them unless given. */
  readonly measures?: readonly FurtherMeasure[] | undefined;
  /** Facts of the previously published run; without them, the limits on what has disappeared since are not checked. */
  readonly earlier?: Pick<Snapshot, "asOf" | "sources"> | undefined;
  /** Whether to summarise each consumption export, for a list of them. */
  readonly summarise?: boolean;
  /** What was fetched before the inputs are read; nothing unless given. */
  readonly fetched?: FetchFigures | undefined;
  /** Secret used to match persons across runs, see `personKeys`; without it `persons` is empty. */
  readonly secret?: string;
}

/** Everything that was read, the verdicts, and the persons for a later run to compare with. */
export type ReadAndJudged = Judged & { readonly persons: readonly PersonSnapshot[] };

/** Does the first half of a run, which a check needs as well: reads all inputs, and judges every partner. */
export async function readAndJudge(request: JudgeOptions): Promise<ReadAndJudged> {
  const { config, asOf, progress, earlier, fetched } = request;
  const revision = revisionInForce(config.ruleSet, asOf);
  const window = windowFor(asOf, config.job.window);
  progress.stage("Finding exports");
  const inputs = await readInputs(config, request.store?.known);
  progress.stage("Reading consumption");
  const consumption = await readConsumption({ ...request, inputs, revision, window, onFile: progress.files });
  progress.stage("Reading transcripts");
  const people = await readPeople(inputs, request, revision);
  progress.stage("Judging partners");
  const read = { config, asOf, revision, window, inputs, consumption, ...people };
  return { ...read, ...assessPartners(read), earlier, fetched };
}
