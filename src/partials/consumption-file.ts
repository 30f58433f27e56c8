import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { RejectedRow, Tally } from "../domain/consumption.ts";
import type { Day } from "../domain/day.ts";
import { InputError, type InputProblem } from "../domain/input-error.ts";
import type { Window } from "../domain/window.ts";
import { countRecords } from "../rows/count-records.ts";
import { writePlainCopy } from "../rows/plain-copy.ts";
import type { ConsumptionExport } from "../sources/find-exports.ts";
import { hashFile } from "../sources/hash-file.ts";
import { addGrouped } from "./add-grouped.ts";
import { type Batch, needsCopy } from "./duckdb/batches.ts";
import { type GroupedFiles, groupFiles, groupInOrder, type PlainFile } from "./duckdb/group-files.ts";
import type { Fingerprint } from "./fingerprint.ts";
import type { RateOf } from "./resolve-money.ts";
import type { Reading } from "./resolve-texts.ts";

/** How all files of a run are read. */
export interface Ingest extends Reading {
  readonly rateOf: RateOf;
  /** Customers' countries are wanted (S8, `marketBasis: customer`). */
  readonly customerCountries: boolean;
  readonly window: Window;
  readonly asOf: Day;
  /** Keep every day apart: where the window may begin in the middle of a month. */
  readonly byDay: boolean;
  /** Folder for expanded copies; they are removed again. */
  readonly workFolder: string;
  /** Bytes a gzip file may expand to. */
  readonly maxExpandedBytes: number;
  /** Told each time the database is at work. */
  readonly onBusy?: () => void;
  /** Fingerprints a plain file; on this thread unless given. */
  readonly fingerprint?: (path: string) => Promise<Fingerprint>;
  /** Only tests set it: a small buffer makes the parallel reader lose rows. */
  readonly bufferSize?: number;
}

/** What one consumption export had in it; its partials are in the table. */
export interface IngestedFile {
  readonly number: number;
  readonly export: ConsumptionExport;
  readonly sha256: string;
  /** All rows of the file, and the dollars of those whose amount can be read. */
  readonly read: Tally;
  /** Rows rejected because they break the layout: they are in no partial. */
  readonly brokenRows: number;
  readonly rejects: readonly RejectedRow[];
}

/** The files of a batch that could be read, and what is wrong with the others. */
export interface IngestedBatch {
  readonly ingested: readonly IngestedFile[];
  readonly problems: readonly InputProblem[];
}

/**
 * Reads the consumption exports of a batch into the table of partials.
 *
 * @param connection - its temporary tables are overwritten
 */
export async function ingestBatch(connection: DuckDBConnection, batch: Batch, ingest: Ingest): Promise<IngestedBatch> {
  try {
    const { ingested, problems } = await ingestFound(connection, batch, ingest);
    return { ingested, problems: [...problems, ...(await changesOf(batch.files))] };
  } catch (error) {
    // What makes no sense may be due to a file that is another by now, or gone.
    const problems = await changesOf(batch.files);
    if (problems.length === 0) throw error;
    return { ingested: [], problems };
  }
}

async function ingestFound(
  connection: DuckDBConnection,
  { first, files }: Batch,
  ingest: Ingest,
): Promise<IngestedBatch> {
  const plain = files.map((file, index) => ({ number: first + index, path: file.path, export: file }));
  const [only] = plain;
  if (only !== undefined && plain.length === 1 && needsCopy(only.export)) return ingestCopy(connection, only, ingest);

  const read = await groupUnlessRefused(connection, plain, ingest);
  const ingested: IngestedFile[] = [];
  const problems = [...(read?.problems ?? [])];
  if (read !== undefined) {
    const added = await addGrouped(connection, read.grouped, ingest);
    ingested.push(...added.ingested);
    problems.push(...added.problems);
  }
  for (const file of read?.mixed ?? []) {
    const copied = await ingestCopy(connection, file, ingest);
    ingested.push(...copied.ingested);
    problems.push(...copied.problems);
  }
  for (const file of read?.lost ?? plain) {
    const again =
      read === undefined ? await ingestRefused(connection, file, ingest) : await ingestLost(connection, file, ingest);
    ingested.push(...again.ingested);
    problems.push(...again.problems);
  }
  return { ingested, problems };
}

/** The reader gives up on a whole query for a file in which CRLF and LF are mixed: `undefined`. */
async function groupUnlessRefused(
  connection: DuckDBConnection,
  files: readonly PlainFile[],
  ingest: Ingest,
): Promise<GroupedFiles | undefined> {
  try {
    return await groupFiles(connection, files, ingest);
  } catch (error) {
    if (error instanceof Error && /CSV|Invalid Input Error/i.test(error.message)) return undefined;
    throw error;
  }
}

/** A file that a query refused, alone: as it is if it was not this one, else from a plain copy, whose line ends are of one kind. */
async function ingestRefused(connection: DuckDBConnection, file: PlainFile, ingest: Ingest): Promise<IngestedBatch> {
  const read = await groupUnlessRefused(connection, [file], ingest);
  if (read === undefined || read.mixed.length > 0) return ingestCopy(connection, file, ingest);
  const added = await addGrouped(connection, read.grouped, ingest);
  const [lost] = read.lost;
  const again = lost === undefined ? nothing : await ingestLost(connection, lost, ingest);
  return {
    ingested: [...added.ingested, ...again.ingested],
    problems: [...read.problems, ...added.problems, ...again.problems],
  };
}

const nothing: IngestedBatch = { ingested: [], problems: [] };

async function ingestLost(connection: DuckDBConnection, file: PlainFile, ingest: Ingest): Promise<IngestedBatch> {
  return addGrouped(connection, [await groupInOrder(connection, file, ingest)], ingest);
}

async function ingestCopy(connection: DuckDBConnection, file: PlainFile, ingest: Ingest): Promise<IngestedBatch> {
  const { file: name, path, gzip, encoding } = file.export;
  const copy = { ...file, path: join(ingest.workFolder, `plain-${file.number}.csv`) };
  try {
    if (!needsCopy(file.export)) await countRecords(path, file.export);
    await writePlainCopy({ path, file: name, gzip, encoding, maxBytes: ingest.maxExpandedBytes }, copy.path);
    const { grouped, lost, problems } = await groupFiles(connection, [copy], ingest);
    const [again] = lost;
    const read = again === undefined ? grouped : [await groupInOrder(connection, again, ingest)];
    const sha256 = await hashFile(path);
    const added = await addGrouped(
      connection,
      read.map((each) => ({ ...each, sha256 })),
      ingest,
    );
    return { ...added, problems: [...problems, ...added.problems] };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { ingested: [], problems: error.problems };
  } finally {
    await rm(copy.path, { force: true });
  }
}

async function changesOf(files: readonly ConsumptionExport[]): Promise<InputProblem[]> {
  return (await Promise.all(files.map(changeOf))).flat();
}

async function changeOf(file: ConsumptionExport): Promise<InputProblem[]> {
  const now = await stat(file.path).catch(() => undefined);
  if (now?.size === file.bytes && now.mtimeMs === file.changed.content) return [];
  return [
    {
      file: file.file,
      found:
        now === undefined ? "no file any more: it went while it was read" : "a file that changed while it was read",
      expected: "exports that are complete before the run starts",
      fix: "run again when the download or copy has finished",
    },
  ];
}
