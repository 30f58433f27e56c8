import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { RejectedRow, Tally } from "../domain/consumption.ts";
import type { Day } from "../domain/day.ts";
import { InputError } from "../domain/input-error.ts";
import type { Window } from "../domain/window.ts";
import type { ConsumptionExport } from "../sources/find-exports.ts";
import { hashFile } from "../sources/hash-file.ts";
import { addPartial } from "./add-partial.ts";
import { countRecords } from "./count-records.ts";
import { fingerprint } from "./fingerprint.ts";
import { groupRows } from "./group-rows.ts";
import { type BrokenLayout, layoutRejects } from "./layout-rejects.ts";
import { locateRejects } from "./locate-rejects.ts";
import { writePlainCopy } from "./plain-copy.ts";
import { moneyKey, type RateOf, resolveMoney } from "./resolve-money.ts";
import { type Reading, resolveTexts } from "./resolve-texts.ts";

/** How all files of a run are read. */
export interface Ingest extends Reading {
  readonly rateOf: RateOf;
  /** Customers' countries are wanted (S8, `marketBasis: customer`). */
  readonly customerCountries: boolean;
  readonly window: Window;
  readonly asOf: Day;
  /** Folder for expanded copies; they are removed again. */
  readonly workFolder: string;
  /** Bytes a gzip file may expand to. */
  readonly maxExpandedBytes: number;
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

/**
 * Reads one consumption export into the table of partials.
 *
 * @param connection - its temporary tables are overwritten
 * @param number - of the file in this run
 * @throws InputError when the file is damaged, changes while it is read, or has a quote that is never closed
 */
export async function ingestConsumption(
  connection: DuckDBConnection,
  file: ConsumptionExport,
  { number, ...ingest }: Ingest & { readonly number: number },
): Promise<IngestedFile> {
  const before = await stat(file.path);
  const copy = join(ingest.workFolder, `plain-${number}.csv`);
  try {
    const grouped = await group(connection, { file, copy, ingest });
    const { sha256, path, layout, rows, hasOdd } = grouped;
    const texts = await resolveTexts(connection, file, ingest);
    const amounts = hasOdd ? await resolveMoney(connection, file, ingest.rateOf) : [];
    await addPartial(connection, file, { ...ingest, number, hasOdd });
    const unreadable = { ...texts, amounts };
    const allReadable = Object.values(unreadable).every((kind) => kind.length === 0);
    const unreadableRows = allReadable ? 0 : await rejectedRows(connection, number);
    const place = { path, export: file, reading: ingest };
    const rejects = await locateRejects(connection, place, { layout, unreadable, unreadableRows });
    const usd = grouped.usd + (hasOdd ? await oddDollars(connection, file) : 0n);
    await assertUnchanged(file, before);
    return { number, export: file, sha256, read: { rows, usd }, brokenRows: layout.length, rejects };
  } finally {
    await rm(copy, { force: true });
  }
}

interface Grouping {
  readonly file: ConsumptionExport;
  readonly copy: string;
  readonly ingest: Ingest;
}

interface Grouped {
  /** The file that was read: the export itself or its plain copy. */
  readonly path: string;
  readonly sha256: string;
  readonly layout: readonly BrokenLayout[];
  /** All rows of the file. */
  readonly rows: number;
  /** Dollars of the rows whose amount is a plain number of dollars. */
  readonly usd: bigint;
  /** Some rows' amounts are anything else. */
  readonly hasOdd: boolean;
}

/** Groups the file's rows as it lies there if it can be read so, else from a plain copy. */
async function group(connection: DuckDBConnection, grouping: Grouping): Promise<Grouped> {
  const { file } = grouping;
  const packed = file.gzip || file.encoding !== "utf-8" || file.markInData;
  if (packed) return groupCopy(connection, grouping);
  try {
    return await groupChecked(connection, grouping, file.path);
  } catch (error) {
    // The reader gives up on a file in which CRLF and LF are mixed; a plain copy has one of them only.
    if (error instanceof InputError || !isReaderError(error)) throw error;
    await countRecords(file.path, file);
    return groupCopy(connection, grouping);
  }
}

async function groupCopy(connection: DuckDBConnection, grouping: Grouping): Promise<Grouped> {
  const { file, copy, ingest } = grouping;
  const { path, gzip, encoding } = file;
  await writePlainCopy({ path, file: file.file, gzip, encoding, maxBytes: ingest.maxExpandedBytes }, copy);
  return { ...(await groupChecked(connection, grouping, copy)), sha256: await hashFile(path) };
}

/**
 * Groups the rows of a plain file and makes sure that none is lost: the reader's count must equal an independent one. Where it
 * does not, the file is read again by a single thread (S13).
 */
async function groupChecked(connection: DuckDBConnection, grouping: Grouping, path: string): Promise<Grouped> {
  const { file, ingest } = grouping;
  const options = {
    customerCountries: ingest.customerCountries,
    ...(ingest.bufferSize === undefined ? {} : { bufferSize: ingest.bufferSize }),
  };
  const [{ sha256, lines }] = await Promise.all([
    fingerprint(path),
    groupRows(connection, { path, export: file }, options),
  ]);
  const first = await countGrouped(connection);
  const suspicious = first.layout.some(({ code }) => code === "quote" || code === "line-too-long");
  if (lines - 1 === first.rows && !suspicious) return { path, sha256, ...first };

  const rows = (await countRecords(path, file)) - 1;
  if (rows === first.rows) return { path, sha256, ...first };
  await groupRows(connection, { path, export: file }, { customerCountries: ingest.customerCountries, inOrder: true });
  const second = await countGrouped(connection);
  if (rows === second.rows) return { path, sha256, ...second };
  throw new Error(`${file.file}: ${rows} rows were counted, but ${second.rows} were read; nothing is published`);
}

async function countGrouped(connection: DuckDBConnection): Promise<Omit<Grouped, "path" | "sha256">> {
  const layout = await layoutRejects(connection);
  const answer = await connection.runAndReadAll(`
    SELECT coalesce(sum(rows), 0), count(odd), CAST(coalesce(sum(usd) FILTER (WHERE odd IS NULL), 0) AS VARCHAR) FROM grouped`);
  const [rows, odd, usd] = answer.getRows()[0] ?? [];
  return { layout, rows: Number(rows) + layout.length, hasOdd: Number(odd) > 0, usd: tenBillionths(String(usd)) };
}

async function rejectedRows(connection: DuckDBConnection, number: number): Promise<number> {
  const rows = await connection.runAndReadAll(
    "SELECT coalesce(sum(rows), 0) FROM partial WHERE file = $number AND status = 'rejected'",
    { number },
  );
  return Number(rows.getRows()[0]?.[0] ?? 0);
}

/** Dollars of the rows with an odd amount that can be read: with the plain ones, what the buckets must add up to. */
async function oddDollars(connection: DuckDBConnection, file: ConsumptionExport): Promise<bigint> {
  const rows = await connection.runAndReadAll(`
    SELECT CAST(coalesce(sum(money.usd * grouped.rows), 0) AS VARCHAR)
    FROM grouped JOIN money ON money.key = CASE WHEN odd IS NOT NULL THEN ${moneyKey(file)} END`);
  return tenBillionths(String(rows.getRows()[0]?.[0] ?? "0"));
}

/** `1.5000000000` as ten-billionths of a dollar. */
function tenBillionths(text: string): bigint {
  const [whole = "0", places = ""] = text.split(".");
  return BigInt(whole + places.padEnd(10, "0"));
}

function isReaderError(error: unknown): boolean {
  return error instanceof Error && /CSV|Invalid Input Error/i.test(error.message);
}

async function assertUnchanged(file: ConsumptionExport, before: { size: number; mtimeMs: number }): Promise<void> {
  const after = await stat(file.path);
  if (after.size === before.size && after.mtimeMs === before.mtimeMs && after.size === file.bytes) return;
  throw new InputError({
    file: file.file,
    found: "a file that changed while it was read",
    expected: "exports that are complete before the run starts",
    fix: "run again when the download or copy has finished",
  });
}
