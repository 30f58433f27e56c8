import { InputError, type InputProblem } from "../domain/input-error.ts";
import type { ConsumptionExport } from "../sources/find-exports.ts";
import { type Ingest, type IngestedFile, ingestConsumption } from "./consumption-file.ts";
import type { Engine } from "./engine.ts";
import { createPartialTable } from "./partial-table.ts";

/** Files read at the same time: one reads while another is hashed, expanded or looked up; more only cost memory. */
const parallelFiles = 2;

export interface IngestAll extends Ingest {
  /** Told after each file. */
  readonly onFile?: (done: number, file: ConsumptionExport) => void;
}

export interface Ingested {
  readonly ingested: readonly IngestedFile[];
  readonly problems: readonly InputProblem[];
}

/**
 * Reads all consumption exports into the table of partials, several at a time.
 *
 * @param files - those that are left out are not among them
 * @returns the files that could be read, in the order of `files`, and what is wrong with the others
 */
export async function ingestAll(
  engine: Engine,
  files: readonly ConsumptionExport[],
  ingest: IngestAll,
): Promise<Ingested> {
  const setup = await engine.connect();
  await createPartialTable(setup);
  setup.closeSync();

  const ingested: (IngestedFile | undefined)[] = [];
  const problems: InputProblem[] = [];
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    const connection = await engine.connect();
    try {
      for (let number = next++; number < files.length; number = next++) {
        const file = files[number];
        if (file === undefined) return;
        try {
          ingested[number] = await ingestConsumption(connection, file, { ...ingest, number });
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
          problems.push(...error.problems);
        }
        ingest.onFile?.(++done, file);
      }
    } finally {
      connection.closeSync();
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallelFiles, files.length) }, work));
  return { ingested: ingested.filter((file) => file !== undefined), problems };
}
