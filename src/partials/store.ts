import { createHash } from "node:crypto";
import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { RejectedRow, Tally } from "../domain/consumption.ts";
import { reasonOf } from "../domain/disk-error.ts";
import type { Rate } from "../domain/rate.ts";
import type { ConsumptionExport } from "../sources/export.ts";
import { hashFile } from "../sources/hash-file.ts";
import { type KnownFiles, knownFiles } from "../sources/known-file.ts";
import type { RateOf, UsedRate } from "./exchange.ts";
import { partialsVersion } from "./partial.ts";
import { draftFacts, type FactsLine, type PartialFacts, readFactsFile } from "./store-facts.ts";

/** What earlier runs read, kept in `state/` of the output folder. It saves time and decides nothing. */
export interface Store {
  /** Absolute path of the folder. */
  readonly folder: string;
  /** By key, whatever file a partial was made from. */
  readonly partials: ReadonlyMap<string, PartialFacts>;
  /** Exports that have not changed since they were noted. */
  readonly known: KnownFiles;
  /** Paths, below the input folder, of the exports that are noted. */
  readonly noted: ReadonlySet<string>;
  /** Tells the operator what was wrong with it. */
  readonly warn: (message: string) => void;
}

/** The partial of one export file, and what is said of the file besides. */
export interface FilePartial {
  /** Place of the file among those of the run. */
  readonly number: number;
  readonly export: ConsumptionExport;
  readonly sha256: string;
  /** The Parquet file. */
  readonly path: string;
  /** All rows of the file, and the dollars of those whose amount can be read. */
  readonly read: Tally;
  readonly rejects: readonly RejectedRow[];
  readonly rates: readonly UsedRate[];
}

/** What a partial depends on besides its file. */
export interface ReadingOptions {
  /** SHA-256 of the labels' file. */
  readonly aliases: string;
  readonly rateOf: RateOf;
}

const factsName = "facts.jsonl";
const partialName = /^partial-[0-9a-f]{64}\.parquet$/;

/**
 * Opens the store of an output folder, empty where there is none; what is damaged is as good as not there. The caller holds the
 * lock of the output folder, or only reads.
 *
 * @param options.verify - trust no size and no time: hash every file
 */
export async function openStore(
  folder: string,
  { verify, warn }: { readonly verify: boolean; readonly warn: Store["warn"] },
): Promise<Store> {
  const path = join(folder, factsName);
  const { lines, damaged } = await readFactsFile(path);
  if (damaged > 0) warn(`The state in ${folder} is damaged (${factsName}): files are read again.`);
  const written = lines.length === 0 ? 0 : (await stat(path)).mtimeMs;
  return {
    ...{ folder, warn },
    partials: new Map(lines.flatMap(({ partial }) => (partial === undefined ? [] : [[partial.key, partial]]))),
    known: knownFiles(lines, verify ? 0 : written),
    noted: new Set(lines.map(({ file }) => file)),
  };
}

/** Names what is read of one file in one way: the same content and config come to the same partial, given the same rates. */
export function partialKey(sha256: string, file: ConsumptionExport, { aliases }: ReadingOptions): string {
  const { match, ...source } = file.source;
  const labels = file.columns.has("association") ? aliases : "";
  const decides = [partialsVersion, sha256, file.format, source, labels];
  return createHash("sha256").update(JSON.stringify(decides)).digest("hex");
}

/** The partials of the files that an earlier run has read in the same way, those whose Parquet file is as it was written. */
export async function findPartials(
  store: Store,
  files: readonly ConsumptionExport[],
  options: ReadingOptions,
): Promise<FilePartial[]> {
  const found: FilePartial[] = [];
  // One by one: thousands at once are more files than may be open.
  for (const [number, file] of files.entries()) {
    const partial = await findPartial(store, { file, number }, options);
    if (partial !== undefined) found.push(partial);
  }
  return found;
}

async function findPartial(
  store: Store,
  { file, number }: { readonly file: ConsumptionExport; readonly number: number },
  options: ReadingOptions,
): Promise<FilePartial | undefined> {
  const sha256 = file.knownSha256;
  const facts = sha256 === undefined ? undefined : store.partials.get(partialKey(sha256, file, options));
  if (sha256 === undefined || facts === undefined || !facts.rates.every((used) => holds(used, options)))
    return undefined;
  const path = partialPath(store.folder, facts.key);
  if ((await hashFile(path).catch(() => undefined)) !== facts.sha256) {
    store.warn(`The state in ${store.folder} is damaged (the partial of ${file.file}): the file is read again.`);
    return undefined;
  }
  const rejects = facts.rejects.map((reject) => ({ ...reject, file: file.file }));
  const read = { rows: facts.rows, usd: BigInt(facts.usd) };
  const rates = facts.rates.map(([currency, month]) => ({ currency, month, rate: options.rateOf(currency, month) }));
  return { number, export: file, sha256, path, read, rejects, rates };
}

function holds([currency, month, rate]: PartialFacts["rates"][number], { rateOf }: ReadingOptions): boolean {
  return printRate(rateOf(currency, month)) === rate;
}

function printRate(rate: Rate | undefined): string {
  return rate === undefined ? "" : `${rate.numerator}/${rate.denominator}`;
}

function partialPath(folder: string, key: string): string {
  return join(folder, `partial-${key}.parquet`);
}

/** All that a run has read, and the exports that it did not need to. */
export interface Kept {
  readonly partials: readonly FilePartial[];
  readonly unread: readonly { readonly file: ConsumptionExport; readonly sha256: string }[];
}

/**
 * Keeps what a run has read, and lets go of what it did not need: one Parquet file and one line of facts for each export file.
 * Files that are not the store's own stay. The report does not stand on the store: where it cannot be kept, that is a warning.
 *
 * @returns the partials where they are now
 */
export async function keepPartials(store: Store, kept: Kept, options: ReadingOptions): Promise<readonly FilePartial[]> {
  const warn = (error: unknown) => {
    const reason = reasonOf(error);
    store.warn(`The state in ${store.folder} could not be kept, so the next run reads every file again: ${reason}`);
  };
  // What a disk may refuse comes first: then the partials are where they were.
  const draft = await draftStore(store, kept, options).catch(warn);
  if (draft === undefined) return kept.partials;
  const partials = await Promise.all(kept.partials.map((partial, index) => moved(partial, draft.targets[index] ?? "")));
  await draft
    .commit()
    .then(() => prune(store, new Set(draft.targets)))
    .catch(warn);
  return partials;
}

async function draftStore(store: Store, { partials, unread }: Kept, options: ReadingOptions) {
  await mkdir(store.folder, { recursive: true });
  const lines: FactsLine[] = unread.map(({ file, sha256 }) => noteOf(file, sha256));
  const targets: string[] = [];
  for (const partial of partials) {
    const key = partialKey(partial.sha256, partial.export, options);
    const path = partialPath(store.folder, key);
    const facts = await factsOf(partial, { key, known: store.partials.get(key), path });
    lines.push({ ...noteOf(partial.export, partial.sha256), partial: facts });
    targets.push(path);
  }
  return { targets, ...(await draftFacts(join(store.folder, factsName), lines)) };
}

async function prune({ folder }: Store, needed: ReadonlySet<string>): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (partialName.test(name) && !needed.has(path)) await rm(path, { force: true });
  }
}

/** A partial that cannot be moved stays where it is for this run; the next one makes it again. */
async function moved(partial: FilePartial, target: string): Promise<FilePartial> {
  if (partial.path === target) return partial;
  return rename(partial.path, target).then(
    () => ({ ...partial, path: target }),
    () => partial,
  );
}

async function factsOf(
  { path: present, read, rates, rejects }: FilePartial,
  { key, known, path }: { readonly key: string; readonly known: PartialFacts | undefined; readonly path: string },
): Promise<PartialFacts> {
  return {
    key,
    sha256: known !== undefined && present === path ? known.sha256 : await hashFile(present),
    rows: read.rows,
    usd: String(read.usd),
    rates: rates.map(({ currency, month, rate }) => [currency, month, printRate(rate)]),
    rejects: rejects.map(({ file, ...reject }) => reject),
  };
}

function noteOf({ file, bytes, changed, head }: ConsumptionExport, sha256: string): FactsLine {
  return { file, bytes, changed, sha256, head };
}
