import { kindOfLabel } from "../config/association-aliases.ts";
import type { Config } from "../config/load-config.ts";
import type { Day } from "../domain/day.ts";
import type { EngineUse, FileReading } from "../domain/engine-use.ts";
import { idReader } from "../domain/ids.ts";
import { InputError, type InputProblem } from "../domain/input-error.ts";
import type { Revision } from "../domain/rules.ts";
import type { Window } from "../domain/window.ts";
import { type FileSummary, fileSummaries } from "../measure/file-summaries.ts";
import type { FurtherMeasure } from "../measure/further-measure.ts";
import { type MeasuredConsumption, measure } from "../measure/measure.ts";
import { openEngine } from "../partials/duckdb/engine.ts";
import type { StartGrouping } from "../partials/groups.ts";
import { type Kept, keepPartials } from "../partials/keep-partials.ts";
import { bytesOf } from "../partials/layout-batches.ts";
import { makePartials } from "../partials/make-partials.ts";
import type { FilePartial, PartialOptions, Store } from "../partials/store.ts";
import { acceptedKinds, otherKindsAhead } from "../qualify/accepted-kinds.ts";
import { checkRows } from "../sources/check-run.ts";
import { contentOf } from "../sources/content.ts";
import type { ConsumptionExport } from "../sources/export.ts";
import { groupsOf } from "../sources/file-groups.ts";
import type { Exports } from "../sources/find-exports.ts";
import { type ExchangeRates, rateFor } from "../tables/exchange-rates.ts";
import type { Inputs } from "./read-inputs.ts";
import { whollyRejected } from "./wholly-rejected.ts";

/** How consumption is read and measured. */
export interface ConsumptionOptions {
  readonly config: Config;
  readonly inputs: Inputs;
  readonly asOf: Day;
  readonly revision: Revision;
  readonly window: Window;
  /** Existing folder for clean copies, partials, and sums that do not fit into memory. */
  readonly workFolder: string;
  /** Store with the partials of earlier runs; without it every file is read. */
  readonly store?: Store | undefined;
  /** Threads of the database; all cores unless given. */
  readonly threads?: number | undefined;
  /** The engine that groups rows; the embedded one unless given. */
  readonly startGrouping?: StartGrouping | undefined;
  /** Measures besides consumption and people; all of them unless given. */
  readonly measures?: readonly FurtherMeasure[] | undefined;
  /** Whether to summarise each file. */
  readonly summarise?: boolean | undefined;
  /** Called after each file. */
  readonly onFile: (done: number, of: number, file: string) => void;
}

/** The consumption of all exports, measured. */
export interface ReadConsumption {
  readonly partials: readonly FilePartial[];
  readonly unread: Kept["unread"];
  readonly measured: MeasuredConsumption;
  readonly engineUse: EngineUse;
  /** Empty unless asked for. */
  readonly summaries: readonly FileSummary[];
}

/**
 * Reads every consumption export that counts, and measures each partner's consumption.
 *
 * @throws InputError with the problems of all files, including row counts that differ from a manifest
 */
export async function readConsumption(options: ConsumptionOptions): Promise<ReadConsumption> {
  const { config, inputs, asOf, revision, window, store } = options;
  const { consumption } = inputs.exports;
  const files = consumption.filter(({ leftOutFor }) => leftOutFor.length === 0);
  const reading = readingOf(config, inputs.rates);
  const engine = await openEngine(options);
  try {
    const connection = await engine.connect();
    const {
      partials: made,
      problems,
      ...use
    } = await makePartials(connection, files, { ...reading, ...options, store });
    const unread = await hashUnread(consumption);
    const partials = store === undefined ? made : await keepPartials(store, { partials: made, unread }, reading);
    const rejected = whollyRejected(partials.map((each) => ({ ...each, rows: each.read.rows })));
    const all = [...problems, ...manifestProblems(inputs.exports, partials), ...rejected];
    if (all.length > 0) throw new InputError(all);

    const measured = await measure(connection, partials, {
      ...{ window, asOf, customerCountries: config.job.marketBasis === "customer", groups: groupsOf(files) },
      replacedDays: inputs.exports.replacedDays,
      replacedPercent: config.job.limits.replacedPercent,
      associations: inputs.associations,
      accepted: acceptedKinds(revision),
      acceptedAhead: otherKindsAhead(config.ruleSet, revision, asOf),
      retroactive: config.job.retroactive,
      measures: options.measures,
    });
    const summaries = options.summarise === true ? await fileSummaries(connection) : [];
    connection.close();
    return { partials, unread, measured, summaries, engineUse: { ...use, files: partials.map(readingOfFile) } };
  } finally {
    engine.close();
  }
}

function readingOfFile({ number, export: file, reading }: FilePartial): FileReading {
  return { file: file.file, bytes: bytesOf({ number, export: file }), ...reading };
}

/** Returns how the config requires consumption to be read; without `rates`, no currency has a rate in any month. */
export function readingOf({ aliases, job, files }: Config, rates: ExchangeRates | undefined) {
  return {
    kindOf: (label: string) => kindOfLabel(aliases, label),
    ids: idReader(job.placeholders),
    placeholders: job.placeholders,
    rateOf: (currency, month) => (rates === undefined ? undefined : rateFor(rates, currency, month)),
    aliases: files.find(({ path }) => path.endsWith("associations.yaml"))?.sha256 ?? "",
    maxExpandedBytes: job.maxExpandedBytes,
  } satisfies PartialOptions & Record<string, unknown>;
}

/** Returns the exports that are left out because of their content or their manifest, each with its hash. */
async function hashUnread(exports: readonly ConsumptionExport[]): Promise<Kept["unread"]> {
  const unread: Kept["unread"][number][] = [];
  for (const file of exports.filter(({ leftOutFor }) => leftOutFor.length > 0)) {
    unread.push({ file, sha256: file.knownSha256 ?? (await contentOf(file)).sha256 });
  }
  return unread;
}

/** Finds export runs whose row counts differ from their manifest. Runs with an unreadable file are skipped. */
export function manifestProblems(exports: Exports, partials: readonly FilePartial[]): InputProblem[] {
  const rows = new Map(partials.map(({ export: file, read }) => [file.file, read.rows]));
  const twin = (file: string) => exports.consumption.find((f) => f.file === file)?.leftOutFor[0];
  return exports.runs.flatMap((run) => checkRows(run, (file) => rows.get(file) ?? rows.get(twin(file) ?? "")));
}
