import { buckets, type Tally } from "../domain/consumption.ts";
import { readBy, readers } from "../domain/engine-use.ts";
import type { Job } from "../domain/job.ts";
import { formatExact } from "../domain/money.ts";
import type { RunReport } from "../domain/report.ts";
import { comparedJson } from "./compared-with.ts";
import { figuresOf } from "./summary-figures.ts";

/** A file with the hash of its content. */
interface HashedFile {
  readonly path: string;
  readonly sha256: string;
}

/** What identifies a run and what it ran with, as `run.json` lists it beyond the report. */
export interface RunIdentity {
  readonly runId: string;
  /** Version of this program. */
  readonly version: string;
  /** The rules file as loaded. */
  readonly rules: HashedFile;
  /** Every other config file as loaded. */
  readonly configFiles: readonly HashedFile[];
  /** The small tables of the input folder: partners, associations, exchange rates. */
  readonly tables: readonly HashedFile[];
  /** Instant at which the run began, as ISO text in UTC. */
  readonly startedAt: string;
  /** Files that a flag left out; absent where it is none. */
  readonly leftOut?: readonly string[];
  /** Returns the instant of the end and the milliseconds by stage; called when all other files are written. */
  finish(): { readonly finishedAt: string; readonly timings: Readonly<Record<string, number>> };
}

/** One written file as `run.json` lists it. */
export interface OutputFile {
  /** Name inside the run folder. */
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Everything that `run.json` is printed from. */
export interface ManifestOptions {
  readonly report: RunReport;
  readonly job: Job;
  readonly facts: RunIdentity;
  readonly outputs: readonly OutputFile[];
}

/**
 * Prints `run.json`: everything needed to repeat the run and to check that it was repeated (section 7).
 * Keys have a fixed order; dollars are text with all ten places.
 */
export function printManifest({ report, job, facts, outputs }: ManifestOptions): string {
  const { ruleSet, revision, window } = report;
  const { finishedAt, timings } = facts.finish();
  const manifest = {
    tierbook: facts.version,
    run_id: facts.runId,
    as_of: report.asOf,
    window: { start: window.start, end: window.end, months: window.months, months_covered: report.monthsCovered },
    rules: {
      id: ruleSet.id,
      revision: revision.id,
      from: revision.from ?? null,
      to: revision.to ?? null,
      file: facts.rules.path,
      sha256: facts.rules.sha256,
    },
    config: { job: sortedKeys(withoutAddresses(job)), files: facts.configFiles },
    inputs: report.sources.map(({ kind, file, format, sha256 }) => ({ kind, file, format, sha256 })),
    engine: engineJson(report),
    input_tables: facts.tables,
    left_alone: report.leftAlone,
    compared_with: comparedJson(report),
    partners: figuresOf(report),
    totals: printTotals(report),
    warnings: report.warnings,
    outputs,
    ...(facts.leftOut && { left_out: facts.leftOut }),
    started_at: facts.startedAt,
    finished_at: finishedAt,
    timings_ms: timings,
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** Who read what, and why no engine was trusted with some files. */
function engineJson({ engineUse }: RunReport): object {
  const { engine, insteadOfSpark, files } = engineUse;
  return {
    name: engine,
    ...(insteadOfSpark !== undefined && { instead_of_spark: insteadOfSpark }),
    read_by: Object.fromEntries(readers.map((reader) => [reader.replaceAll("-", "_"), readBy(engineUse, reader)])),
    doubtful: files.flatMap(({ file, why }) => (why === undefined ? [] : [{ file, why }])),
  };
}

function printTotals({ totals, rejects }: RunReport): object {
  return {
    read: printTally(totals.read),
    credited_again: printTally(totals.creditedAgain),
    ...Object.fromEntries(buckets.map((bucket) => [bucket.replaceAll("-", "_"), printTally(totals.buckets[bucket])])),
    rejected_rows_listed: rejects.filter(({ more }) => more === undefined).length,
  };
}

function printTally({ rows, usd }: Tally): object {
  return { rows, usd: formatExact(usd) };
}

/**
 * Leaves out the addresses that a run notifies, and the command that starts a cluster, which may hold a secret: they do not
 * affect the report, and not every reader may see them.
 */
function withoutAddresses({ ping: _ping, mail: _mail, spark: _spark, ...job }: Job): object {
  return job;
}

/** Returns the value with the keys of all its objects sorted and its exact integers as text, since JSON has none. */
function sortedKeys(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, entry]): [string, unknown] => [key, sortedKeys(entry)]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
