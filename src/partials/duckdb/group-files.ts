import type { DuckDBConnection } from "@duckdb/node-api";
import { InputError, type InputProblem } from "../../domain/input-error.ts";
import { tenBillionths } from "../../domain/ten-billionths.ts";
import { countRecords } from "../../rows/count-records.ts";
import type { ConsumptionExport } from "../../sources/find-exports.ts";
import { type Fingerprint, fingerprint } from "../fingerprint.ts";
import { groupRows } from "./group-rows.ts";
import { type BrokenLayout, layoutRejects } from "./layout-rejects.ts";
import { rejectTables } from "./read-csv.ts";

/** A file that the database can read as it lies there. */
export interface PlainFile {
  /** Of the file in this run. */
  readonly number: number;
  /** The export itself or its plain copy. */
  readonly path: string;
  readonly export: ConsumptionExport;
}

/** A file whose rows are in `grouped`. */
export interface GroupedFile extends PlainFile {
  readonly sha256: string;
  readonly layout: readonly BrokenLayout[];
  /** All rows of the file. */
  readonly rows: number;
  /** Dollars of the rows whose amount is a plain number of dollars. */
  readonly usd: bigint;
  /** Some rows' amounts are anything else. */
  readonly hasOdd: boolean;
}

export interface GroupFilesOptions {
  readonly customerCountries: boolean;
  /** Fingerprints a file; on this thread unless given. */
  readonly fingerprint?: (path: string) => Promise<Fingerprint>;
  /** Told once the database is at work. */
  readonly onBusy?: () => void;
  /** Only tests set it: a small buffer makes the parallel reader lose rows. */
  readonly bufferSize?: number;
}

/** What became of the files of one query. */
export interface GroupedFiles {
  readonly grouped: readonly GroupedFile[];
  /** Files of which the query lost rows: nothing of them is in `grouped`; they are to be read one by one. */
  readonly lost: readonly PlainFile[];
  /** Files whose line ends are not all of one kind, which the reader may misread: nothing of them is in `grouped` either. */
  readonly mixed: readonly PlainFile[];
  readonly problems: readonly InputProblem[];
}

/**
 * Groups the rows of files of one layout into `grouped` and makes sure that none is lost: for each file the reader's
 * count must equal an independent one (S13).
 *
 * @param files - their numbers follow one another
 */
export async function groupFiles(
  connection: DuckDBConnection,
  files: readonly PlainFile[],
  options: GroupFilesOptions,
): Promise<GroupedFiles> {
  const [prints] = await Promise.all([fingerprints(files, options), groupRows(connection, files, options)]);
  const counts = await countGrouped(connection, files);
  const sorted: Record<keyof GroupedFiles, unknown[]> & {
    grouped: GroupedFile[];
    lost: PlainFile[];
    mixed: PlainFile[];
    problems: InputProblem[];
  } = { grouped: [], lost: [], mixed: [], problems: [] };
  for (const [index, count] of counts.entries()) {
    const { sha256, lines, mixedEnds } = prints[index] ?? missing();
    if (mixedEnds) {
      sorted.mixed.push(count);
      continue;
    }
    try {
      const rows = plainlyCounted(count, lines) ? count.rows : (await countRecords(count.path, count.export)) - 1;
      if (rows === count.rows) sorted.grouped.push({ ...count, sha256 });
      else sorted.lost.push(count);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      sorted.problems.push(...error.problems);
    }
  }
  if (sorted.grouped.length < files.length) await keepOnly(connection, sorted.grouped);
  return sorted;
}

/**
 * Groups one file again by a single thread, in which the reader loses nothing.
 *
 * @throws Error when rows are missing even so: a bug
 */
export async function groupInOrder(
  connection: DuckDBConnection,
  file: PlainFile,
  options: GroupFilesOptions,
): Promise<GroupedFile> {
  const { customerCountries } = options;
  const [{ sha256 }] = await Promise.all([
    (options.fingerprint ?? fingerprint)(file.path),
    groupRows(connection, [file], { customerCountries, inOrder: true }),
  ]);
  const [count = missing()] = await countGrouped(connection, [file]);
  const rows = (await countRecords(file.path, file.export)) - 1;
  if (rows === count.rows) return { ...count, sha256 };
  throw new Error(`${file.export.file}: ${rows} rows were counted, but ${count.rows} were read; nothing is published`);
}

async function fingerprints(files: readonly PlainFile[], options: GroupFilesOptions): Promise<Fingerprint[]> {
  const prints: Fingerprint[] = [];
  for (const { path } of files) prints.push(await (options.fingerprint ?? fingerprint)(path));
  return prints;
}

type Count = Omit<GroupedFile, "sha256">;

/** Each line is a row, and no quote has gone astray. */
function plainlyCounted({ rows, layout }: Count, lines: number): boolean {
  const suspicious = layout.some(({ code }) => code === "quote" || code === "line-too-long");
  return lines - 1 === rows && !suspicious;
}

async function countGrouped(connection: DuckDBConnection, files: readonly PlainFile[]): Promise<Count[]> {
  const broken = await layoutRejects(connection, rejectTables("groups", files[0]?.number ?? 0));
  const paths = new Set(files.map(({ path }) => path));
  for (const path of broken.keys())
    if (!paths.has(path)) throw new Error(`rows of ${path} were rejected, which was not read`);
  const answer = await connection.runAndReadAll(`
    SELECT file, sum(rows), count(odd), CAST(coalesce(sum(usd) FILTER (WHERE odd IS NULL), 0) AS VARCHAR)
    FROM grouped GROUP BY file`);
  const counts = new Map(answer.getRows().map(([file, ...count]) => [Number(file), count]));
  return files.map((file) => {
    const layout = broken.get(file.path) ?? [];
    const [rows, odd, usd] = counts.get(file.number) ?? [0, 0, "0"];
    return {
      ...file,
      layout,
      rows: Number(rows) + layout.length,
      hasOdd: Number(odd) > 0,
      usd: tenBillionths(String(usd)),
    };
  });
}

async function keepOnly(connection: DuckDBConnection, files: readonly PlainFile[]): Promise<void> {
  const numbers = files.map(({ number }) => String(number));
  await connection.run(`DELETE FROM grouped_rows WHERE file NOT IN (${["-1", ...numbers].join(", ")})`);
}

function missing(): never {
  throw new Error("a file was read, but is not among the answers");
}
