import { availableParallelism } from "node:os";
import type { InputProblem } from "../domain/input-error.ts";
import type { ConsumptionExport } from "../sources/find-exports.ts";
import { type Ingest, type IngestedFile, ingestBatch } from "./consumption-file.ts";
import { type Batch, batchesOf, needsCopy } from "./duckdb/batches.ts";
import type { Engine } from "./duckdb/engine.ts";
import type { Fingerprint } from "./fingerprint.ts";
import { type Fingerprinter, fingerprinter, threadsFor } from "./fingerprinter.ts";

/** Queries at the same time: one reads while what another read is looked up, or a file is expanded; more only cost memory. */
const parallelQueries = 2;

/** Bytes from which on threads to fingerprint with are worth their start: a new file of a night is not. */
const worthThreads = 256 * 2 ** 20;

export interface IngestAll extends Ingest {
  /** Closed afterwards; one with as many threads as suit the machine unless given. */
  readonly fingerprinter?: Fingerprinter;
  /** Number of the first file; 0 where the table of partials is empty. */
  readonly firstNumber?: number;
  /** Told after each file. */
  readonly onFile?: (done: number, file: ConsumptionExport) => void;
}

export interface Ingested {
  readonly ingested: readonly IngestedFile[];
  readonly problems: readonly InputProblem[];
}

/**
 * Reads consumption exports into the table of partials, several at a time and files of one layout together.
 *
 * @param files - those that are left out are not among them
 * @returns the files that could be read, in the order of `files`, and what is wrong with the others
 */
export async function ingestAll(
  engine: Engine,
  files: readonly ConsumptionExport[],
  ingest: IngestAll,
): Promise<Ingested> {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const prints = ingest.fingerprinter ?? fingerprinter(bytes < worthThreads ? 0 : threadsFor(availableParallelism()));
  try {
    const batches = batchesOf(files, ingest.firstNumber ?? 0);
    const read = await ingestBatches(engine, batches, { ...ingest, fingerprint: aheadOfReading(batches, prints) });
    const place = new Map(files.map((file, index) => [file, index]));
    const placeOf = ({ export: file }: IngestedFile) => place.get(file) ?? 0;
    return { ...read, ingested: read.ingested.toSorted((a, b) => placeOf(a) - placeOf(b)) };
  } finally {
    await prints.close();
  }
}

/** Where there are threads for it, they go on with all files while the database is still at the first. */
function aheadOfReading(batches: readonly Batch[], prints: Fingerprinter): Fingerprinter["fingerprint"] {
  if (!prints.hasThreads) return prints.fingerprint;
  const begun = new Map<string, Promise<Fingerprint>>();
  for (const file of batches.flatMap(({ files }) => files)) {
    if (needsCopy(file)) continue;
    const print = prints.fingerprint(file.path);
    // Who waits for it is told; here it must only not end the program where nobody does any more.
    print.catch(() => {});
    begun.set(file.path, print);
  }
  return (path) => begun.get(path) ?? prints.fingerprint(path);
}

async function ingestBatches(engine: Engine, batches: readonly Batch[], ingest: IngestAll): Promise<Ingested> {
  const ingested: IngestedFile[] = [];
  const problems: InputProblem[] = [];
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    const connection = await engine.connect();
    try {
      for (let batch = batches[next++]; batch !== undefined; batch = batches[next++]) {
        const read = await ingestBatch(connection, batch, ingest);
        ingested.push(...read.ingested);
        problems.push(...read.problems);
        for (const file of batch.files) ingest.onFile?.(++done, file);
      }
    } finally {
      connection.closeSync();
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallelQueries, batches.length) }, work));
  return { ingested, problems };
}
