import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { RejectedRow } from "../domain/consumption.ts";
import { InputError, type InputProblem } from "../domain/input-error.ts";
import { invariant } from "../domain/invariant.ts";
import { countRejected } from "../domain/rejects.ts";
import { type CleanCopy, writeCleanCopy } from "./clean-copy.ts";
import type { Connection } from "./duckdb/engine.ts";
import { groupRows } from "./duckdb/group-rows.ts";
import type { NumberedExport } from "./layout-batches.ts";
import type { FilePartial } from "./store.ts";
import { type FileSums, type FilesToSum, sumFiles } from "./sum-files.ts";

/** A file that an engine is not trusted with. */
export interface DoubtfulFile extends NumberedExport {
  readonly sha256: string;
  readonly why: string;
}

/** How files are copied, and the texts of their groups read. */
export type CarefulOptions = FilesToSum["options"] & {
  /** Most bytes that a file may expand to. */
  readonly maxExpandedBytes: number;
  /** Existing folder for the partials made, and for clean copies, which are removed again. */
  readonly workFolder: string;
};

/** A file whose rows are among the partials made. */
export interface SummedFile extends NumberedExport, FileSums, Pick<FilePartial, "reading"> {
  readonly sha256: string;
  readonly rows: number;
  /** Rows that are in no group because they break the layout. */
  readonly brokenRows: readonly RejectedRow[];
  readonly isCutOff: boolean;
}

/** The table with the partials of the batch that is being made. */
export const made = "made_partials";

export const noSums: FileSums = { usd: 0n, rates: [], rowsInDoubt: 0 };

interface CopiedFile extends DoubtfulFile {
  readonly path: string;
  readonly copy: CleanCopy;
}

/**
 * Reads files of one layout with the careful reader. The embedded engine groups the copies of their whole rows, so that
 * grouping is implemented once; it groups them together, since a query for each takes six times as long for small files.
 */
export async function readCarefully(
  connection: Connection,
  files: readonly DoubtfulFile[],
  options: CarefulOptions,
): Promise<{ readonly read: readonly SummedFile[]; readonly problems: readonly InputProblem[] }> {
  const copied: CopiedFile[] = [];
  const problems: InputProblem[] = [];
  const pathOf = ({ number }: DoubtfulFile) => join(options.workFolder, `clean-${number}.csv`);
  try {
    for (const file of files) {
      try {
        const copy = await writeCleanCopy(file.export, pathOf(file), { maxBytes: options.maxExpandedBytes });
        copied.push({ ...file, path: pathOf(file), copy });
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        problems.push(...error.problems);
      }
    }
    return { read: await sumCopies(connection, copied, options), problems };
  } finally {
    for (const file of files) await rm(pathOf(file), { force: true });
  }
}

async function sumCopies(
  connection: Connection,
  files: readonly CopiedFile[],
  options: CarefulOptions,
): Promise<SummedFile[]> {
  const [first] = files;
  if (first === undefined) return [];
  const { layout } = first.copy;
  const copies = files.map(({ number, path }) => ({ number, path, layout }));
  const { relation, grouped, doubtful } = await groupRows(connection, copies);
  for (const { number, copy, export: file } of files) {
    const again = grouped.find((each) => each.file === number)?.rows ?? 0;
    const why = doubtful.find((each) => each.file === number)?.why ?? "";
    invariant(again === copy.rows, `${file.file}: ${copy.rows} rows were copied, but ${again} were grouped ${why}`);
  }
  const sums = await sumFiles(connection, relation, { files, layout, into: made, options });
  await addBrokenRows(connection, files);
  return files.map(({ path, why, copy: { rows, rejects, isCutOff }, ...file }) => ({
    ...{ ...file, ...(sums.get(file.number) ?? noSums), reading: { by: "careful-reader", why } },
    ...{ rows: rows + countRejected(rejects), brokenRows: rejects, isCutOff },
  }));
}

async function addBrokenRows(connection: Connection, files: readonly CopiedFile[]): Promise<void> {
  const counts = files
    .map(({ number, copy }) => ({ number, rows: countRejected(copy.rejects) }))
    .filter(({ rows }) => rows > 0);
  if (counts.length === 0) return;
  const values = counts.map(({ number, rows }) => `(${number}, 'rejected', ${rows}, 0)`);
  await connection.run(`INSERT INTO ${made} (file, state, rows, usd) VALUES ${values.join(", ")}`);
}
