import { rm } from "node:fs/promises";
import { join, sep } from "node:path";
import { noteChanges } from "../changes/note-changes.ts";
import { snapshotOf } from "../changes/snapshot-of.ts";
import type { Config } from "../config/load-config.ts";
import { programVersion } from "../config/version.ts";
import type { Day } from "../domain/day.ts";
import { onDisk, reasonOf } from "../domain/disk-error.ts";
import { invariant } from "../domain/invariant.ts";
import type { FurtherMeasure } from "../measure/further-measure.ts";
import type { StartGrouping } from "../partials/groups.ts";
import { startSpark } from "../partials/spark/start-spark.ts";
import { openStore, type Store } from "../partials/store.ts";
import { factsFile } from "../publish/facts-json.ts";
import { type Owner, ownerOfRun } from "../publish/owner.ts";
import { personSecret } from "../publish/person-secret.ts";
import { previousRun } from "../publish/previous-run.ts";
import { printFacts } from "../publish/print-facts.ts";
import { publishRun } from "../publish/publish.ts";
import { removeOldRuns } from "../publish/retention.ts";
import { withRunFolder } from "../publish/with-run-folder.ts";
import type { FetchFigures } from "../qualify/fetch-warnings.ts";
import { maskPerson } from "../report/person-label.ts";
import { workbookFile, writeOutputs } from "../report/write-outputs.ts";
import { type BuiltReport, buildReport } from "./build-report.ts";
import type { FetchAccess } from "./fetch-exports.ts";
import type { Progress } from "./progress.ts";
import type { JudgeOptions } from "./read-and-judge.ts";
import type { RunOutcome } from "./run-outcome.ts";
import { type Clock, type Stopwatch, stopwatch } from "./stopwatch.ts";

/** One execution for one as-of day. */
export interface RunOptions {
  readonly config: Config;
  readonly asOf: Day;
  /** `false` leaves the workbook out, whatever the job says. */
  readonly workbook: boolean;
  /** Whether a flag leaves files out, so that `latest` stays with a run that has them all (section 7). */
  readonly isPartial?: boolean;
  readonly runId: string;
  readonly clock: Clock;
  readonly progress: Progress & { warn(message: string): void };
  readonly threads?: number;
  /** How unchanged files are read: `use` unless given. */
  readonly cache?: CacheUse;
  /** How to fetch before reading; nothing is fetched unless given. */
  readonly fetch?: FetchAccess | undefined;
  /** The engine that groups rows; the one that the job names unless given. */
  readonly startGrouping?: StartGrouping;
  /** Measures besides consumption and people; all of them unless given. */
  readonly measures?: readonly FurtherMeasure[] | undefined;
}

/**
 * How the store is used: `use` reads only what is new; `verify` does so, too, but compares every file's content; `off`
 * reads everything and keeps nothing.
 */
export type CacheUse = "use" | "verify" | "off";

/**
 * Does the whole job. The report is published whole or not at all.
 *
 * @throws InputError for what the operator can fix; LockedError when another run holds the output folder
 */
export async function run(request: RunOptions): Promise<RunOutcome> {
  const { config, asOf, runId, clock } = request;
  const { output } = config.job;
  const workbook = request.workbook && config.job.workbook;
  const timings = stopwatch(clock);
  const owner = await ownerOfRun({ runId, startedAt: clock.now() });
  const progress = {
    ...request.progress,
    stage: (name: string) => {
      timings.stage(name);
      request.progress.stage(name);
    },
  };
  return withRunFolder(output, { owner, warn: progress.warn }, async ({ staging, work }) => {
    const fetched = await fetchFirst({ ...request, progress });
    const assessed = await onDisk(work, () => judge({ ...request, progress, fetched }, work));
    await onDisk(work, () => rm(work, { recursive: true, force: true }));
    progress.stage("Writing the report");
    const { report, tables } = assessed;
    const facts = runIdentity(request, { owner, tables, timings });
    const snapshot = { file: factsFile, text: assessed.snapshot };
    const files = await writeOutputs(report, { folder: staging, job: config.job, workbook, facts, snapshot });
    const { isPartial = false } = request;
    const published = await publishRun({ output, staging, asOf, runId, isPartial, warn: progress.warn });
    await retain({ ...request, progress });
    return { report, files, isPartial, ...published };
  });
}

/** Fetches where job.yaml names containers. What cannot be fetched does not stop the run: it goes on with what is there. */
async function fetchFirst({ config, fetch, progress }: RunOptions): Promise<FetchFigures | undefined> {
  if (fetch === undefined || config.job.azure.length === 0) return undefined;
  // Loaded only when needed: most input folders are filled otherwise.
  const { fetchLocked, figuresOfFetch } = await import("./fetch-exports.ts");
  return figuresOfFetch(await fetchLocked(config, progress, fetch));
}

/** Deletes the oldest runs beyond those to be kept. The report is published already: a failure here is a warning. */
async function retain({ config, asOf, runId, progress }: RunOptions): Promise<void> {
  const { output, retain: kept } = config.job;
  try {
    const deleted = await removeOldRuns(output, { asOf, runId }, kept);
    if (deleted > 0) progress.stage(`Deleted ${deleted} old ${deleted === 1 ? "run" : "runs"} (retain: ${kept})`);
  } catch (error) {
    progress.warn(`Old runs in ${output} could not be deleted: ${reasonOf(error)}`);
  }
}

/** Builds the report, with changes since the previously published run, and the text that the next run compares with. */
async function judge(
  request: RunOptions & Pick<JudgeOptions, "fetched">,
  workFolder: string,
): Promise<BuiltReport & { readonly snapshot: string }> {
  const { config, progress } = request;
  const secret = await personSecret(config.job.output, progress.warn);
  const store = await storeOf(request, secret);
  const earlier = await previousRun(config.job.output, request);
  const startGrouping = request.startGrouping ?? engineOf(request, workFolder);
  const built = await buildReport({ ...request, workFolder, store, startGrouping, earlier: earlier?.facts, secret });
  progress.stage("Comparing with the run before");
  const { job, files: configFiles } = config;
  const present = snapshotOf({ ...built, job, configFiles, version: programVersion(), secret });
  const { report, snapshot } = noteChanges(built.report, present, earlier);
  const facts = printFacts(snapshot, job.people.mask ? maskPerson : (label) => label);
  return { ...built, report, snapshot: facts };
}

async function storeOf({ config, cache = "use", progress }: RunOptions, key: string): Promise<Store | undefined> {
  if (cache === "off") return undefined;
  return openStore(join(config.job.output, "state"), { key, verify: cache === "verify", warn: progress.warn });
}

/** Returns the engine that the job names where it is not the embedded one. Only a run, which holds the lock, may start it. */
function engineOf({ config, progress: { warn } }: RunOptions, workFolder: string): StartGrouping | undefined {
  const { spark, output } = config.job;
  return spark && startSpark({ settings: spark, output, workFolder, warn });
}

interface RunParts {
  readonly owner: Owner;
  readonly tables: BuiltReport["tables"];
  readonly timings: Stopwatch;
}

function runIdentity({ config, runId, clock, isPartial = false }: RunOptions, { owner, tables, timings }: RunParts) {
  const rules = config.files.find(({ path }) => config.job.rules.split(sep).join("/").endsWith(path));
  invariant(rules !== undefined, `no hash of ${config.job.rules}`);
  return {
    runId,
    version: programVersion(),
    rules,
    configFiles: config.files.filter((file) => file !== rules),
    tables,
    startedAt: owner.startedAt,
    ...(isPartial && { leftOut: [workbookFile] }),
    finish: () => ({ finishedAt: clock.now(), timings: timings.stop() }),
  };
}
