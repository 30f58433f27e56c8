import { stat } from "node:fs/promises";
import type { InputProblem } from "../domain/input-error.ts";
import { type ConsumptionExport, rowFileOf } from "../sources/export.ts";
import type { Connection } from "./duckdb/engine.ts";
import { groupRows as groupRowsEmbedded } from "./duckdb/group-rows.ts";
import { type Fingerprinter, openFingerprinter } from "./fingerprinter.ts";
import type { GroupRows } from "./groups.ts";
import { layoutBatches, type NumberedExport } from "./layout-batches.ts";
import { type MadePartials, type MakeOptions, makeBatch } from "./make-batch.ts";
import { findPartials, type PartialOptions, type Store } from "./store.ts";

/** How all files of a run are read. */
export interface MakePartials extends Omit<MakeOptions, "fingerprintOf" | "groupRows">, PartialOptions {
  /** Store with the partials of earlier runs; without it every file is read. */
  readonly store: Store | undefined;
  /** The engine that groups rows; the embedded one unless given. */
  readonly groupRows?: GroupRows | undefined;
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
): Promise<MadePartials> {
  const { store, onFile } = options;
  const known = store === undefined ? [] : findPartials(store, files, options);
  const there = new Set(known.map(({ number }) => number));
  const missing = files
    .map((file, number): NumberedExport => ({ number, export: file }))
    .filter(({ number }) => !there.has(number));
  const partials = [...known];
  const problems: InputProblem[] = [];
  const { fingerprint, close } = await openFingerprinter(missing.reduce((sum, file) => sum + file.export.bytes, 0));
  try {
    const batches = layoutBatches(missing);
    const fingerprintOf = startFingerprints(batches.flat(), fingerprint, options);
    let done = known.length;
    for (const batch of batches) {
      const groupRows = options.groupRows ?? groupRowsEmbedded;
      const made = await makeUnlessChanged(connection, batch, { ...options, fingerprintOf, groupRows });
      partials.push(...made.partials);
      problems.push(...made.problems);
      for (const { export: file } of batch) onFile(++done, files.length, file.file);
    }
  } finally {
    await close();
  }
  return { partials: partials.sort((a, b) => a.number - b.number), problems };
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
  connection: Connection,
  batch: readonly NumberedExport[],
  options: MakeOptions,
): Promise<MadePartials> {
  try {
    const { partials, problems } = await makeBatch(connection, batch, options);
    const changes = await changesOf(batch);
    return changes.length === 0 ? { partials, problems } : { partials, problems: [...problems, ...changes] };
  } catch (error) {
    const changes = await changesOf(batch);
    if (changes.length === 0) throw error;
    return { partials: [], problems: changes };
  }
}

async function changesOf(files: readonly NumberedExport[]): Promise<InputProblem[]> {
  const problems: InputProblem[] = [];
  for (const { export: file } of files) {
    const now = await stat(file.path).catch(() => undefined);
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
