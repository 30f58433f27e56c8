import { diskError } from "../../domain/disk-error.ts";
import type { Job } from "../../domain/job.ts";
import type { Table } from "../tables/column.ts";
import { type WrittenFile, writeFile } from "../write-file.ts";
import { cellPrinter, quoter } from "./csv-text.ts";

/** Characters turned into bytes at a time: few enough to stay small while they are put together. */
const textLength = 50_000;
/** Bytes written at a time: enough for most tables to be one piece. */
const chunkBytes = 4_000_000;
const byteOrderMark = "\uFEFF";

/**
 * Writes one table as CSV (section 7): UTF-8, LF, byte order mark and delimiter as the job says, on the disk when done.
 *
 * @throws InputError when the disk is full or refuses the file
 */
export async function writeCsv(path: string, table: Table, csv: Job["csv"]): Promise<WrittenFile> {
  try {
    return await writeFile(path, csvChunks(table, csv));
  } catch (error) {
    throw diskError(error, path);
  }
}

function* csvChunks(table: Table, { bom, delimiter }: Job["csv"]): Iterable<Buffer> {
  let pieces: Buffer[] = [];
  let bytes = 0;
  for (const text of csvTexts(table, { bom, delimiter })) {
    const piece = Buffer.from(text, "utf8");
    pieces.push(piece);
    bytes += piece.length;
    if (bytes < chunkBytes) continue;
    yield Buffer.concat(pieces, bytes);
    pieces = [];
    bytes = 0;
  }
  yield Buffer.concat(pieces, bytes);
}

function* csvTexts(table: Table, { bom, delimiter }: Job["csv"]): Iterable<string> {
  const names = table.columns.map(({ name }) => name);
  let text = (bom ? byteOrderMark : "") + printRow(names, delimiter);
  for (const lines of table.lines(cellPrinter(delimiter), delimiter)) {
    text += lines;
    if (text.length < textLength) continue;
    yield text;
    text = "";
  }
  yield text;
}

/** Prints one row of texts, each quoted where it must be. */
export function printRow(texts: readonly string[], delimiter: string): string {
  return `${texts.map(quoter(delimiter)).join(delimiter)}\n`;
}
