import type { InputProblem } from "../domain/input-error.ts";
import type { ConsumptionExport } from "../sources/find-exports.ts";
import { batchesOf } from "./batches.ts";
import { type Ingest, type IngestedFile, ingestBatch } from "./consumption-file.ts";
import type { Engine } from "./engine.ts";

/** Queries at the same time: one reads while what another read is looked up, or a file is expanded; more only cost memory. */
const parallelQueries = 2;

export interface IngestAll extends Ingest {
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
  const batches = batchesOf(files, ingest.firstNumber ?? 0);
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
  const place = new Map(files.map((file, index) => [file, index]));
  const placeOf = ({ export: file }: IngestedFile) => place.get(file) ?? 0;
  return { ingested: ingested.sort((a, b) => placeOf(a) - placeOf(b)), problems };
}
