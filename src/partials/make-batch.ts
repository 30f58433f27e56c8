import { join } from "node:path";
import { InputError, type InputProblem } from "../domain/input-error.ts";
import { invariant } from "../domain/invariant.ts";
import { countRejected, mergeRejects } from "../domain/rejects.ts";
import { type Connection, countType } from "./duckdb/engine.ts";
import { sqlText } from "./duckdb/sql-text.ts";
import { findRejects } from "./find-rejects.ts";
import type { Fingerprint, FingerprintOutcome } from "./fingerprint.ts";
import { type FileToGroup, type Grouping, type GroupingJob, layoutOf, whyNoEngineReads } from "./groups.ts";
import type { NumberedExport } from "./layout-batches.ts";
import { createPartialTable, partialColumnList } from "./partial.ts";
import {
  type CarefulOptions,
  type DoubtfulFile,
  made,
  noSums,
  readCarefully,
  type SummedFile,
} from "./read-carefully.ts";
import type { FilePartial } from "./store.ts";
import { sumFiles } from "./sum-files.ts";

/** How the files of a batch are read. */
export interface MakeOptions extends CarefulOptions {
  readonly grouping: Pick<GroupingJob, "engine" | "groupRows">;
  /** Returns the fingerprint of a file, which may still be in progress. */
  readonly fingerprintOf: (file: NumberedExport) => Promise<FingerprintOutcome>;
}

/** Partials of the files that could be read, and what is wrong with the others. */
export interface MadePartials {
  readonly partials: readonly FilePartial[];
  readonly problems: readonly InputProblem[];
}

/** Groups the files of one layout, reads their texts, and writes a Parquet file for each. */
export async function makeBatch(
  connection: Connection,
  files: readonly NumberedExport[],
  options: MakeOptions,
): Promise<MadePartials> {
  const [first] = files;
  if (first === undefined) return { partials: [], problems: [] };
  await connection.run(createPartialTable(made));
  const { trusted, doubtful, problems } = await readByEngine(connection, files, options);
  const careful = await readCarefully(connection, doubtful, options);
  const partials: FilePartial[] = [];
  for (const file of [...trusted, ...careful.read]) {
    try {
      partials.push(await writePartial(connection, file, options));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(...error.problems);
    }
  }
  return { partials, problems: [...problems, ...careful.problems] };
}

interface ReadByEngine {
  readonly trusted: readonly SummedFile[];
  readonly doubtful: readonly DoubtfulFile[];
  readonly problems: InputProblem[];
}

/** Has the engine read files, and trusts it where nothing is odd and it read as many rows as were counted (S13). */
async function readByEngine(
  connection: Connection,
  files: readonly NumberedExport[],
  options: MakeOptions,
): Promise<ReadByEngine> {
  const { prints, grouping } = await groupUndoubted(connection, files, options);
  const unsure = new Set(grouping.doubtful.map(({ file }) => file));
  const sure = grouping.grouped.filter(({ file }) => !unsure.has(file));
  const rowsOf = new Map(sure.map(({ file, rows }) => [file, rows]));
  const clean: (NumberedExport & Fingerprint)[] = [];
  const doubtful: DoubtfulFile[] = [];
  const problems: InputProblem[] = [];
  const whys = new Map(grouping.doubtful.map(({ file, why }) => [file, why]));
  for (const [index, file] of files.entries()) {
    const print = prints[index];
    invariant(print !== undefined, `${file.export.file} was not passed over`);
    if ("problems" in print) {
      problems.push(...print.problems);
      continue;
    }
    const why = whyNoEngineReads(file.export) ?? print.doubt ?? whys.get(file.number);
    const rows = rowsOf.get(file.number);
    if (why === undefined && rows === print.rows) clean.push({ ...file, ...print });
    else doubtful.push({ ...file, sha256: print.sha256, why: why ?? `${print.rows} rows counted, ${rows} grouped` });
  }
  const numbers = clean.map(({ number }) => number);
  const relation = `(SELECT * FROM ${grouping.relation} WHERE file IN (${[-1, ...numbers].join(", ")}))`;
  const sums = await sumFiles(connection, relation, { files: clean, into: made, options });
  const trusted = clean.map((file) => ({
    ...{ ...file, ...(sums.get(file.number) ?? noSums) },
    ...{ brokenRows: [], isCutOff: false, reading: { by: options.grouping.engine } },
  }));
  return { trusted, doubtful, problems };
}

/**
 * Has the engine group the files whose fingerprint shows nothing odd. It never gets the others: one byte that is not
 * UTF-8 can bring down the embedded database (1.5.6: "access index 17 within vector of size 9"), and the run with it.
 */
async function groupUndoubted(connection: Connection, files: readonly NumberedExport[], options: MakeOptions) {
  const prints = await Promise.all(files.map(options.fingerprintOf));
  const readable: FileToGroup[] = [];
  for (const [index, { number, export: file }] of files.entries()) {
    const print = prints[index];
    if (print === undefined || "problems" in print || print.doubt !== undefined || whyNoEngineReads(file) !== undefined)
      continue;
    readable.push({ number, path: file.path, layout: layoutOf(file) });
  }
  return {
    prints,
    grouping: readable.length === 0 ? noGroups : await options.grouping.groupRows(connection, readable),
  };
}

const noGroups: Grouping = { relation: "", grouped: [], doubtful: [] };

async function writePartial(connection: Connection, file: SummedFile, options: MakeOptions): Promise<FilePartial> {
  const { number, export: from, sha256, rows, usd: dollars, rates, rowsInDoubt, brokenRows, isCutOff, reading } = file;
  const path = join(options.workFolder, `partial-${number}.parquet`);
  await connection.run(`
    COPY (SELECT ${partialColumnList} FROM ${made} WHERE file = ${number}) TO ${sqlText(path)} (FORMAT parquet)`);
  const [rejected] = await connection.query(
    `SELECT coalesce(sum(rows), 0)::BIGINT FROM ${made} WHERE file = ${number} AND state = 'rejected'`,
    { rows: countType },
  );
  const unreadable = await findRejects(from, {
    count: (rejected?.rows ?? 0) - countRejected(brokenRows),
    isUnordered: file.rowsInDoubt > 0,
    reading: options,
    maxBytes: options.maxExpandedBytes,
  });
  const rejects = mergeRejects([brokenRows, unreadable]);
  const read = { rows, usd: dollars };
  return { number, export: from, sha256, path, read, rejects, rates, rowsInDoubt, isCutOff, reading };
}
