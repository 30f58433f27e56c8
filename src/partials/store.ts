import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { RejectedRow, Tally } from "../domain/consumption.ts";
import { diskError, isDiskFailure } from "../domain/disk-error.ts";
import type { FileReading } from "../domain/engine-use.ts";
import type { Rate } from "../domain/rate.ts";
import type { ConsumptionExport } from "../sources/export.ts";
import { type KnownFiles, knownFiles } from "../sources/known-file.ts";
import type { RateOf, UsedRate } from "./exchange.ts";
import { partialsVersion } from "./partial.ts";
import { type PartialFacts, readFactsFile, type StoredFacts } from "./store-facts.ts";

/** Partials of earlier runs, kept in `state/` of the output folder. They save time and never affect the report. */
export interface Store {
  /** Absolute path of the folder. */
  readonly folder: string;
  /** Facts by key, whichever file a partial was made from. */
  readonly partials: ReadonlyMap<string, PartialFacts>;
  /** Exports that have not changed since their facts were stored. */
  readonly known: KnownFiles;
  /** Paths, below the input folder, of the exports with stored facts. */
  readonly noted: ReadonlySet<string>;
  /** Secret with which the lines of facts are sealed; `undefined` for a reader who does not have it, and uses nothing. */
  readonly key: string | undefined;
  /** Tells the operator what is wrong with the store. */
  readonly warn: (message: string) => void;
}

/** The partial of one export file, and the facts recorded about that file. */
export interface FilePartial {
  /** The file's number in this run. */
  readonly number: number;
  readonly export: ConsumptionExport;
  readonly sha256: string;
  /** Path of the Parquet file. */
  readonly path: string;
  /** All rows of the file, and the dollars of those whose amount can be read. */
  readonly read: Tally;
  readonly rejects: readonly RejectedRow[];
  readonly rates: readonly UsedRate[];
  /** Whether the file ends in the middle of a row (S14). */
  readonly isCutOff: boolean;
  /** Who read the file; nothing but what is said of the run depends on it. */
  readonly reading: Pick<FileReading, "by" | "why">;
  /** Rows whose date is rejected since the file's dates may be in the other order (S4); 0 where they are not. */
  readonly rowsInDoubt: number;
}

/** Inputs that a partial depends on besides its file. */
export interface PartialOptions {
  /** SHA-256 of the labels' file. */
  readonly aliases: string;
  /** Texts of job.yaml that mean "none" where an id is expected. */
  readonly placeholders: readonly string[];
  readonly rateOf: RateOf;
}

export const factsName = "facts.jsonl";
export const partialName = /^partial-[0-9a-f]{64}\.parquet$/;

/**
 * Opens the store of an output folder, empty where there is none; damaged parts are ignored. The caller holds the lock
 * of the output folder, or only reads.
 *
 * @param options.key - secret with which this program seals what it stores; what has another seal is not used
 * @param options.verify - whether to hash every file rather than trust its size and time
 */
export async function openStore(
  folder: string,
  { key, verify, warn }: Pick<Store, "key" | "warn"> & { readonly verify: boolean },
): Promise<Store> {
  const path = join(folder, factsName);
  const { lines, damaged } = key === undefined ? nothingStored : await readFactsFile(path, key);
  if (damaged > 0)
    warn(`The state in ${folder} is damaged (${factsName}, or the person.key that seals it): files are read again.`);
  const written = lines.length === 0 ? 0 : (await stat(path)).mtimeMs;
  return {
    ...{ folder, key, warn },
    partials: new Map(lines.flatMap(({ partial }) => (partial === undefined ? [] : [[partial.key, partial]]))),
    known: knownFiles(lines, verify ? 0 : written),
    noted: new Set(lines.map(({ file }) => file)),
  };
}

const nothingStored: StoredFacts = { lines: [], damaged: 0 };

/**
 * Returns the key of a partial: equal for the same content and config, which give the same partial at the same rates.
 */
export function partialKey(sha256: string, file: ConsumptionExport, { aliases, placeholders }: PartialOptions): string {
  const { match, ...source } = file.source;
  const labels = file.columns.has("association") ? aliases : "";
  const decides = [partialsVersion, sha256, file.format, source, placeholders, labels];
  return createHash("sha256").update(JSON.stringify(decides)).digest("hex");
}

/** Finds the partials of files that an earlier run read in the same way, where the Parquet file is still intact. */
export function findPartials(
  store: Store,
  files: readonly ConsumptionExport[],
  options: PartialOptions,
): FilePartial[] {
  return files.flatMap((file, number) => findPartial(store, { file, number }, options) ?? []);
}

function findPartial(
  store: Store,
  { file, number }: { readonly file: ConsumptionExport; readonly number: number },
  options: PartialOptions,
): FilePartial | undefined {
  const sha256 = file.knownSha256;
  const facts = sha256 === undefined ? undefined : store.partials.get(partialKey(sha256, file, options));
  if (sha256 === undefined || facts === undefined || !facts.rates.every((used) => holds(used, options)))
    return undefined;
  const path = partialPath(store.folder, facts.key);
  if (hashOfPartial(path) !== facts.sha256) {
    store.warn(`The state in ${store.folder} is damaged (the partial of ${file.file}): the file is read again.`);
    return undefined;
  }
  const rejects = facts.rejects.map((reject) => ({ ...reject, file: file.file }));
  const read = { rows: facts.rows, usd: BigInt(facts.usd) };
  const rates = facts.rates.map(([currency, month]) => ({ currency, month, rate: options.rateOf(currency, month) }));
  const { rowsInDoubt, isCutOff } = facts;
  const reading = { by: "earlier-run" } as const;
  return { number, export: file, sha256, path, read, rejects, rates, rowsInDoubt, isCutOff, reading };
}

/**
 * Hashes a partial in one read. Partials are small and many: reading 3,000 as streams takes 2 s longer.
 *
 * @returns `undefined` where no file is there to read
 * @throws InputError when the disk does not give it: that is no damage, and reading the export again would hide it
 */
function hashOfPartial(path: string): string | undefined {
  try {
    return createHash("sha256").update(readFileSync(path)).digest("hex");
  } catch (error) {
    if (isDiskFailure(error)) throw diskError(error, path);
    return undefined;
  }
}

function holds([currency, month, rate]: PartialFacts["rates"][number], { rateOf }: PartialOptions): boolean {
  return printRate(rateOf(currency, month)) === rate;
}

export function printRate(rate: Rate | undefined): string {
  return rate === undefined ? "" : `${rate.numerator}/${rate.denominator}`;
}

export function partialPath(folder: string, key: string): string {
  return join(folder, `partial-${key}.parquet`);
}
