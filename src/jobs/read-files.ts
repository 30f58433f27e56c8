import { kindOf } from "../config/association-aliases.ts";
import type { Config } from "../config/load-config.ts";
import { InputError, type InputProblem } from "../domain/input-error.ts";
import type { Window } from "../domain/window.ts";
import type { Ingest, IngestedFile } from "../partials/consumption-file.ts";
import type { Engine } from "../partials/duckdb/engine.ts";
import { ingestAll } from "../partials/ingest-all.ts";
import { type FoundSegment, viewParts } from "../partials/load-parts.ts";
import type { State } from "../partials/open-state.ts";
import type { ReadingOptions } from "../partials/part-key.ts";
import { writeSegment } from "../partials/partial-segments.ts";
import { pruneState, type SaveOrder, saveParts, type WritePartials } from "../partials/save-parts.ts";
import { reasonOf } from "../publish/on-disk.ts";
import type { ConsumptionExport, Exports } from "../sources/find-exports.ts";
import { hashFile } from "../sources/hash-file.ts";
import { checkRows } from "../sources/manifest.ts";
import { type ExchangeRates, rateFor } from "../tables/exchange-rates.ts";
import type { ConsumptionRequest } from "./read-consumption.ts";
import type { Inputs } from "./read-inputs.ts";

/** An export that is left out for its content or by its manifest. */
export interface UnreadFile {
  readonly file: ConsumptionExport;
  readonly sha256: string;
}

/** How the config has consumption read: without rates, amounts in other currencies have none. */
export function readingOf(
  { aliases, job }: Config,
  rates: ExchangeRates | undefined,
): Pick<Ingest, "kindOf" | "rateOf" | "customerCountries" | "byDay" | "maxExpandedBytes"> {
  return {
    kindOf: (label) => kindOf(aliases, label),
    rateOf: (currency, month) => (rates === undefined ? undefined : rateFor(rates, currency, month)),
    customerCountries: job.marketBasis === "customer",
    byDay: job.window.mode === "trailing-days",
    maxExpandedBytes: job.maxExpandedBytes,
  };
}

/** The exports that are left out, each with its hash. */
export async function hashUnread(exports: readonly ConsumptionExport[]): Promise<UnreadFile[]> {
  const unread: UnreadFile[] = [];
  for (const file of exports.filter(({ leftOutFor }) => leftOutFor.length > 0)) {
    unread.push({ file, sha256: file.knownSha256 ?? (await hashFile(file.path)) });
  }
  return unread;
}

/** What decides, besides its content, what is read of a file. */
export function readingOptions(config: Config, inputs: Inputs): ReadingOptions {
  const { customerCountries, byDay } = readingOf(config, inputs.rates);
  return { customerCountries, byDay, ...hashesOf(config, inputs) };
}

export interface FilesToRead extends ConsumptionRequest {
  readonly inputs: Inputs;
  readonly window: Window;
  readonly files: readonly ConsumptionExport[];
  readonly options: ReadingOptions;
  /** What earlier runs read of them. */
  readonly found: readonly FoundSegment[];
  readonly unread: readonly UnreadFile[];
}

/** What was read; its partials are there to be measured. */
export interface FilesRead {
  readonly ingested: readonly IngestedFile[];
  /** Done once the partials are kept for the next run; until then the database must stay open. */
  readonly kept: Promise<void>;
  /** Lets go of what earlier runs kept and no run needs any more: to be called once everything is kept and measured. */
  readonly prune: () => Promise<void>;
}

/** Takes from the state what earlier runs read, reads the rest, and begins to keep it for the next run. */
export async function readFiles(engine: Engine, order: FilesToRead): Promise<FilesRead> {
  const { config, asOf, workFolder, state, inputs, window, files, options, found, unread } = order;
  const cuts = { window, asOf };
  const connection = await engine.connect();
  const onBusy = order.onBusy ?? (() => {});
  const { loaded, missing } =
    state === undefined
      ? { loaded: [], missing: files }
      : await viewParts(state, connection, { found, files, cuts, onBusy });
  const read = await ingestAll(engine, missing, {
    ...readingOf(config, inputs.rates),
    onBusy,
    ...cuts,
    workFolder,
    firstNumber: files.length,
    onFile: (done, file) => order.onFile(loaded.length + done, files.length, file.file),
  });
  const place = new Map(files.map((file, index) => [file, index]));
  const placeOf = ({ export: file }: IngestedFile) => place.get(file) ?? 0;
  const ingested = [...loaded, ...read.ingested].sort((a, b) => placeOf(a) - placeOf(b));
  const write = (path: string, numbers: readonly number[]) => writeSegment(connection, path, numbers);
  const keeping = state && keepParts(state, write, { ingested, loaded, unread, options });
  const kept = Promise.resolve(keeping).finally(() => connection.closeSync());
  const problems = [...read.problems, ...manifestProblems(inputs.exports, ingested)];
  const prune = async () => {
    const needed = await kept;
    if (state !== undefined && needed !== undefined) await pruneParts(state, needed);
  };
  if (problems.length === 0) return { ingested, kept: kept.then(() => {}), prune };
  await prune();
  throw new InputError(problems);
}

/** Notes for the next run that what earlier runs kept of these files is all that is needed. */
export async function keepAsTheyAre(
  state: State,
  { ingested, unread, options }: Omit<SaveOrder, "loaded">,
): Promise<void> {
  const writeNothing = () => Promise.reject(new Error("there is nothing new to be kept"));
  const needed = await keepParts(state, writeNothing, { ingested, loaded: ingested, unread, options });
  if (needed !== undefined) await pruneParts(state, needed);
}

/** The report does not stand on the state: where it cannot be kept, the next run takes longer. */
async function keepParts(
  state: State,
  write: WritePartials,
  order: SaveOrder,
): Promise<ReadonlySet<string> | undefined> {
  try {
    return await saveParts(state, write, order);
  } catch (error) {
    state.warn(
      `The state in ${state.folder} could not be kept, so the next run reads every file again: ${reasonOf(error)}`,
    );
    return undefined;
  }
}

async function pruneParts(state: State, needed: ReadonlySet<string>): Promise<void> {
  try {
    await pruneState(state, needed);
  } catch (error) {
    state.warn(
      `What the state in ${state.folder} no longer needs could not be removed, so the next run removes it: ${reasonOf(error)}`,
    );
  }
}

/** What reading depends on besides files, formats and sources: the labels and the exchange rates. */
function hashesOf(config: Pick<Config, "files">, { tables }: Inputs): { aliases: string; rates: string } {
  const aliases = config.files.find(({ path }) => path.endsWith("associations.yaml"));
  const rates = tables.find(({ path }) => path === "exchange-rates.csv");
  return { aliases: aliases?.sha256 ?? "", rates: rates?.sha256 ?? "" };
}

/** Where the rows read are not those that a manifest promises. Says nothing about runs of which a file could not be read. */
export function manifestProblems(exports: Exports, ingested: readonly IngestedFile[]): InputProblem[] {
  const rows = new Map(ingested.map(({ export: file, read }) => [file.file, read.rows]));
  const twin = (file: string) => exports.consumption.find((f) => f.file === file)?.leftOutFor[0];
  return exports.runs.flatMap((run) => checkRows(run, (file) => rows.get(file) ?? rows.get(twin(file) ?? "")));
}
