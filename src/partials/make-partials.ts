import { stat } from "node:fs/promises";
import { onDisk, undefinedIfMissing } from "../domain/disk-error.ts";
import { InputError, type InputProblem } from "../domain/input-error.ts";
import { contentOf } from "../sources/content.ts";
import { type ConsumptionExport, rowFileOf } from "../sources/export.ts";
import type { Connection } from "./duckdb/engine.ts";
import { startEmbedded } from "./duckdb/group-rows.ts";
import { fingerprint as fingerprintFile } from "./fingerprint.ts";
import { type Fingerprinter, openFingerprinter } from "./fingerprinter.ts";
import { type GroupingJob, type StartGrouping, whyNoEngineReads } from "./groups.ts";
import { bytesOf, layoutBatches, type NumberedExport } from "./layout-batches.ts";
import { type MadePartials, type MakeOptions, makeBatch } from "./make-batch.ts";
import { proveSame } from "./prove-same.ts";
import { findPartials, type PartialOptions, type Store } from "./store.ts";
import { type Unpacker, withUnpacker } from "./unpacker.ts";

/** How all files of a run are read. */
export interface MakePartials extends Omit<MakeOptions, "fingerprintOf" | "grouping">, PartialOptions {
  /** Store with the partials of earlier runs; without it every file is read. */
  readonly store: Store | undefined;
  /** The engine that groups rows; the embedded one unless given. */
  readonly startGrouping?: StartGrouping | undefined;
  /** Called after each file. */
  readonly onFile: (done: number, of: number, file: string) => void;
}

/**
 * Turns exports into partials: takes those that the store has, and makes the others.
 *
 * @param files - without those that are left out
 */
export async function makePartials(
  connection: Connection,
  files: readonly ConsumptionExport[],
  options: MakePartials,
): Promise<MadePartials & Pick<GroupingJob, "engine" | "insteadOfSpark">> {
  const { store, onFile } = options;
  const known = store === undefined ? [] : findPartials(store, files, options);
  const there = new Set(known.map(({ number }) => number));
  const missing = files
    .map((file, number): NumberedExport => ({ number, export: file }))
    .filter(({ number }) => !there.has(number));
  const partials = [...known];
  const problems: InputProblem[] = [];
  const texts = missing.filter(({ export: { table } }) => table === undefined);
  const readable = texts.filter(({ export: file }) => whyNoEngineReads(file) === undefined);
  const grouping = await (options.startGrouping ?? startEmbedded)(readable);
  const { fingerprint, close } = await openFingerprinter(texts.reduce((sum, file) => sum + bytesOf(file), 0));
  let done = known.length;
  const take = (batch: readonly NumberedExport[], made: MadePartials) => {
    partials.push(...made.partials);
    problems.push(...made.problems);
    for (const { export: file } of batch) onFile(++done, files.length, file.file);
  };
  try {
    const batches = layoutBatches(texts);
    const fingerprintOf = startFingerprints(batches.flat(), fingerprint, options);
    for (const batch of batches) {
      const make = () => makeBatch(connection, batch, { ...options, fingerprintOf, grouping });
      take(batch, await makeUnlessChanged(batch, make));
    }
    if (problems.length === 0) await proveSame(connection, partials, { ...options, fingerprintOf });
  } finally {
    await Promise.all([close(), grouping.end()]);
  }
  const tables = missing.filter(({ export: { table } }) => table !== undefined);
  await withUnpacker({ parent: options.workFolder, maxBytes: options.maxExpandedBytes }, async (unpacker) => {
    for (const file of tables) {
      const make = () => makeFromCopy(connection, file, { ...options, grouping, unpacker });
      take([file], await makeUnlessChanged([file], make));
    }
  });
  const { engine, insteadOfSpark } = grouping;
  const use = { engine, ...(insteadOfSpark !== undefined && { insteadOfSpark }) };
  return { partials: partials.sort((a, b) => a.number - b.number), problems, ...use };
}

type CopyMaking = Omit<MakeOptions, "fingerprintOf"> & { readonly unpacker: Unpacker };

/** Makes the partial of a sheet or of Parquet from its numbered copy. Its content is that of the original. */
async function makeFromCopy(
  connection: Connection,
  { number, export: original }: NumberedExport,
  options: CopyMaking,
): Promise<MadePartials> {
  const { unpacker, maxExpandedBytes: maxBytes } = options;
  try {
    return await unpacker.withCopy(original, async (copy) => {
      const { delimiter, linesBefore } = copy.header;
      const print = await fingerprintFile({ file: rowFileOf(copy, maxBytes), delimiter, linesBefore });
      const { sha256 } = await contentOf(original, maxBytes);
      const fingerprintOf = async () => ("problems" in print ? print : { ...print, sha256 });
      const made = await makeBatch(connection, [{ number, export: copy }], { ...options, fingerprintOf });
      return { ...made, partials: made.partials.map((partial) => ({ ...partial, export: original })) };
    });
  } catch (error) {
    if (error instanceof InputError) return { partials: [], problems: error.problems };
    throw error;
  }
}

/**
 * Starts to fingerprint all files. This continues with later batches while the engine groups one: a run of 4 GB takes
 * 15 % less time.
 */
function startFingerprints(
  files: readonly NumberedExport[],
  fingerprint: Fingerprinter["fingerprint"],
  { maxExpandedBytes }: MakePartials,
): MakeOptions["fingerprintOf"] {
  const prints = new Map(
    files.map(({ number, export: file }) => {
      const { delimiter, linesBefore } = file.header;
      const print = fingerprint({ file: rowFileOf(file, maxExpandedBytes), delimiter, linesBefore });
      // Callers that await it still get the error; if none does, it must not become an unhandled rejection.
      print.catch(() => undefined);
      return [number, print];
    }),
  );
  return async ({ number, export: { file } }) =>
    prints.get(number) ?? Promise.reject(new Error(`${file} was not passed over`));
}

/** Makes a batch, and reports the files that changed or disappeared meanwhile: they may explain any error. */
async function makeUnlessChanged(
  batch: readonly NumberedExport[],
  make: () => Promise<MadePartials>,
): Promise<MadePartials> {
  try {
    const { partials, problems } = await make();
    const changes = await changesOf(batch);
    const changed = new Set(changes.map(({ file }) => file));
    return { partials, problems: [...problems.filter(({ file }) => !changed.has(file)), ...changes] };
  } catch (error) {
    const changes = await changesOf(batch);
    if (changes.length === 0) throw error;
    return { partials: [], problems: changes };
  }
}

async function changesOf(files: readonly NumberedExport[]): Promise<InputProblem[]> {
  const problems: InputProblem[] = [];
  for (const { export: file } of files) {
    const now = await onDisk(file.path, () => stat(file.path).catch(undefinedIfMissing), "read");
    if (now?.size === file.bytes && now.mtimeMs === file.changed.content) continue;
    problems.push({
      code: "changed-while-read",
      file: file.file,
      found:
        now === undefined ? "no file any more: it went while it was read" : "a file that changed while it was read",
      expected: "exports that are complete before the run starts",
      fix: "run again when the download or copy has finished",
    });
  }
  return problems;
}
