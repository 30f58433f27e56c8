import { mkdir, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { join, sep } from "node:path";
import { noteChanges } from "../changes/note-changes.ts";
import { snapshotOf } from "../changes/snapshot-of.ts";
import type { Config } from "../config/load-config.ts";
import { programVersion } from "../config/version.ts";
import type { Day } from "../domain/day.ts";
import { onDisk, reasonOf } from "../domain/disk-error.ts";
import type { FurtherMeasure } from "../measure/further-measures.ts";
import type { GroupRows } from "../partials/groups.ts";
import { openStore, type Store } from "../partials/store.ts";
import { factsFile } from "../publish/facts-json.ts";
import { acquireLock } from "../publish/lock.ts";
import { type Owner, processIdentity } from "../publish/owner.ts";
import { personSecret } from "../publish/person-secret.ts";
import { previousRun } from "../publish/previous-run.ts";
import { printFacts } from "../publish/print-facts.ts";
import { type Published, publishRun } from "../publish/publish.ts";
import { removeOldRuns } from "../publish/retention.ts";
import { closeStaging, openStaging } from "../publish/run-folder.ts";
import { maskPerson } from "../report/person-label.ts";
import { writeOutputs } from "../report/write-outputs.ts";
import { type BuiltReport, buildReport } from "./build-report.ts";
import type { Progress } from "./progress.ts";
import { type Clock, type Stopwatch, stopwatch } from "./stopwatch.ts";

/** One execution for one as-of day. */
export interface RunRequest {
  readonly config: Config;
  readonly asOf: Day;
  /** `false` leaves the workbook out. */
  readonly workbook: boolean;
  readonly runId: string;
  readonly clock: Clock;
  readonly progress: Progress & { warn(message: string): void };
  readonly threads?: number;
  /** Whether files that have not changed are read again: `use` unless given. */
  readonly cache?: CacheUse;
  /** The engine that groups rows; the embedded one unless given. */
  readonly groupRows?: GroupRows;
  /** What is measured besides consumption and people: all that there is, unless given. */
  readonly measures?: readonly FurtherMeasure[] | undefined;
}

/** `use` reads only what is new, `verify` does so but compares every file's content, `off` reads everything and keeps nothing. */
export type CacheUse = "use" | "verify" | "off";

/** What a run published. */
export interface RunOutcome extends BuiltReport, Published {
  /** Names of the files in the run's folder. */
  readonly files: readonly string[];
}

/**
 * The whole job: lock, read, judge, write beside, publish. Published whole or not at all.
 *
 * @throws InputError for what the operator can fix; LockedError when another run holds the output folder
 */
export async function run(request: RunRequest): Promise<RunOutcome> {
  const { config, asOf, runId, progress } = request;
  const { output } = config.job;
  const timings = stopwatch(request.clock);
  const owner = await thisProcess(request);
  const lock = await acquireLock(output, owner);
  if (lock.takenFrom !== undefined) {
    progress.warn(`Took over the lock of run ${lock.takenFrom.runId}, which died (process ${lock.takenFrom.pid}).`);
  }
  try {
    const staging = await openStaging(output, owner);
    try {
      const workFolder = join(staging, "work");
      await onDisk(workFolder, () => mkdir(workFolder));
      const stage = (name: string) => {
        timings.stage(name);
        progress.stage(name);
      };
      const judged = judge({ ...request, progress: { ...progress, stage } }, workFolder);
      const { snapshot, ...built } = await onDisk(workFolder, () => judged);
      await onDisk(workFolder, () => rm(workFolder, { recursive: true, force: true }));
      stage("Writing the report");
      const facts = runFacts(request, { owner, tables: built.tables, timings });
      const files = await writeOutputs(built.report, {
        folder: staging,
        job: config.job,
        workbook: request.workbook,
        facts,
        snapshot: { file: factsFile, text: snapshot },
      });
      const published = await publishRun({ output, staging, asOf, runId, warn: progress.warn });
      await retain(request);
      return { ...built, ...published, files };
    } finally {
      await closeStaging(staging).catch((error: unknown) => {
        progress.warn(`${staging} could not be removed, so the next run removes it: ${reasonOf(error)}`);
      });
    }
  } finally {
    await lock.release().catch((error: unknown) => {
      progress.warn(`The lock of ${output} could not be given back, so the next run takes it over: ${reasonOf(error)}`);
    });
  }
}

/** Deletes the oldest runs beyond those to be kept. The report is published: what goes wrong here is a warning. */
async function retain({ config, asOf, runId, progress }: RunRequest): Promise<void> {
  const { output, retain: kept } = config.job;
  try {
    const deleted = await removeOldRuns(output, { asOf, runId }, kept);
    if (deleted > 0) progress.stage(`Deleted ${deleted} old ${deleted === 1 ? "run" : "runs"} (retain: ${kept})`);
  } catch (error) {
    progress.warn(`Old runs in ${output} could not be deleted: ${reasonOf(error)}`);
  }
}

/** The report, with what changed since the run published before, and the text that the next run compares with. */
async function judge(request: RunRequest, workFolder: string): Promise<BuiltReport & { readonly snapshot: string }> {
  const { config, progress } = request;
  const store = await storeOf(request);
  const secret = await personSecret(config.job.output);
  const earlier = await previousRun(config.job.output, request);
  const built = await buildReport({ ...request, workFolder, store, earlier: earlier?.facts, secret });
  progress.stage("Comparing with the run before");
  const { job, files: configFiles } = config;
  const present = snapshotOf({ ...built, job, configFiles, version: programVersion(), secret });
  const { report, snapshot } = noteChanges(built.report, present, earlier);
  const facts = printFacts(snapshot, job.people.mask ? maskPerson : (label) => label);
  return { ...built, report, snapshot: facts };
}

async function storeOf({ config, cache = "use", progress }: RunRequest): Promise<Store | undefined> {
  if (cache === "off") return undefined;
  return openStore(join(config.job.output, "state"), { verify: cache === "verify", warn: progress.warn });
}

async function thisProcess({ runId, clock }: RunRequest): Promise<Owner> {
  return {
    runId,
    pid: process.pid,
    host: hostname(),
    startedAt: clock.now(),
    process: await processIdentity(process.pid),
  };
}

interface Facts {
  readonly owner: Owner;
  readonly tables: BuiltReport["tables"];
  readonly timings: Stopwatch;
}

function runFacts({ config, runId, clock }: RunRequest, { owner, tables, timings }: Facts) {
  const rules = config.files.find(({ path }) => config.job.rules.split(sep).join("/").endsWith(path));
  if (rules === undefined) throw new Error(`no hash of ${config.job.rules}`);
  return {
    runId,
    version: programVersion(),
    rules,
    configFiles: config.files.filter((file) => file !== rules),
    tables,
    startedAt: owner.startedAt,
    finish: () => ({ finishedAt: clock.now(), timings: timings.stop() }),
  };
}
