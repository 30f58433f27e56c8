import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { NumberedRow } from "../rows/numbered-csv.ts";
import { storedBytes } from "../rows/plain-bytes.ts";
import { openWorkbook } from "../rows/workbook.ts";
import { type ConsumptionExport, readPositions, type TranscriptExport } from "../sources/export.ts";
import type { FoundFile } from "../sources/find-files.ts";
import { bytesOfWorkbook } from "../sources/look-inside.ts";
import { type Connection, type Engine, openEngine } from "./duckdb/engine.ts";
import { parquetColumns } from "./duckdb/parquet-columns.ts";
import { parquetRows } from "./duckdb/parquet-rows.ts";
import { writeNumberedCopy } from "./numbered-copy.ts";

type Export = ConsumptionExport | TranscriptExport;

/** Opens what is no text: sheets and Parquet files. */
export interface Unpacker {
  /** Reads the names of the columns of a Parquet file. */
  readonly parquetNames: (file: FoundFile) => Promise<readonly string[]>;
  /**
   * Has an action read an export: itself where it is text, else its numbered copy, which is removed again.
   *
   * @throws InputError when the export is damaged or too large
   */
  readonly withCopy: <File extends Export, T>(file: File, action: (copy: File) => Promise<T>) => Promise<T>;
}

export interface UnpackerOptions {
  /** Existing folder, in which one is made where it is needed. */
  readonly parent: string;
  /** Most bytes that a file may expand to. */
  readonly maxBytes: number;
}

/** Enough to sort the rows of a Parquet file by parts; the run's own database has its share beside it. */
const memoryLimit = "256MiB";

/**
 * Does something with an unpacker. Its folder and its database exist only if they are needed; the database is not that of
 * the run, which no damaged file can end so.
 */
export async function withUnpacker<T>(
  { parent, maxBytes }: UnpackerOptions,
  action: (unpacker: Unpacker) => Promise<T>,
): Promise<T> {
  let folder: string | undefined;
  let engine: Engine | undefined;
  let copies = 0;
  const newFile = async (ending: string) => {
    folder ??= await mkdtemp(join(parent, "unpacked-"));
    copies += 1;
    return join(folder, `${copies}.${ending}`);
  };
  const connect = async () => {
    folder ??= await mkdtemp(join(parent, "unpacked-"));
    engine ??= await openEngine({ workFolder: folder, memoryLimit });
    return engine.connect();
  };
  try {
    return await action(unpackerOf({ maxBytes, newFile, connect }));
  } finally {
    engine?.close();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  }
}

interface Tools {
  readonly maxBytes: number;
  /** Returns the path of a file that is not there yet. */
  readonly newFile: (ending: string) => Promise<string>;
  readonly connect: () => Promise<Connection>;
}

function unpackerOf(tools: Tools): Unpacker {
  return {
    parquetNames: (file) =>
      withParquet(file, tools, async (connection, path) => {
        const columns = await parquetColumns(connection, { path, file: file.file });
        return columns.map(({ name }) => name);
      }),
    withCopy: async (file, action) => {
      const { table, member, ...rest } = file;
      if (table === undefined) return action(file);
      const path = await tools.newFile("csv");
      try {
        if (table === "parquet") await copyParquet(file, path, tools);
        else await copyRows(await rowsOfSheet(file, table.sheet, tools), path, { ...tools, file });
        return await action({ ...rest, path, isNumbered: true } as typeof file);
      } finally {
        await rm(path, { force: true });
      }
    },
  };
}

function copyRows(
  rows: AsyncIterable<readonly NumberedRow[]>,
  path: string,
  { file, maxBytes }: { readonly file: FoundFile; readonly maxBytes: number },
): Promise<void> {
  return writeNumberedCopy(rows, path, { file: file.file, maxBytes });
}

async function rowsOfSheet(file: FoundFile, sheet: string, { maxBytes }: Tools) {
  const book = { ...file, file: file.containers?.at(-1) ?? file.file };
  const workbook = await openWorkbook({ where: await bytesOfWorkbook(book), file: book.file, maxBytes });
  return workbook.rows(sheet);
}

function copyParquet(file: Export, target: string, tools: Tools): Promise<void> {
  return withParquet(file, tools, async (connection, path) => {
    const place = { path, file: file.file };
    const columns = await parquetColumns(connection, place);
    const reading = { columns, needed: readPositions(file), maxBytes: tools.maxBytes };
    await copyRows(parquetRows(connection, place, reading), target, { ...tools, file });
  });
}

/** Has the database read a Parquet file, which is unpacked for it where it lies in a ZIP file. */
async function withParquet<T>(
  file: FoundFile,
  { newFile, connect }: Tools,
  action: (connection: Connection, path: string) => Promise<T>,
): Promise<T> {
  const connection = await connect();
  const unpacked = file.member === undefined ? undefined : await newFile("parquet");
  try {
    if (unpacked !== undefined) await pipeline(storedBytes(file), createWriteStream(unpacked));
    return await action(connection, unpacked ?? file.path);
  } finally {
    connection.close();
    if (unpacked !== undefined) await rm(unpacked, { force: true });
  }
}
