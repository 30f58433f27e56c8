import { diskError } from "../../domain/disk-error.ts";
import type { Job } from "../../domain/job.ts";
import type { CsvTable } from "../tables/column.ts";
import { type WrittenFile, writeFile } from "../write-file.ts";
import { cellPrinter, quoter } from "./csv-text.ts";

/** Characters turned into bytes and written at a time: most tables are one piece, and none has to fit into memory. */
const chunkLength = 4_000_000;
const byteOrderMark = "\uFEFF";

/**
 * Writes one table as CSV (section 7): UTF-8, LF, byte order mark and delimiter as the job says, on the disk when done.
 *
 * @throws InputError when the disk is full or refuses the file
 */
export async function writeCsv(path: string, table: CsvTable, csv: Job["csv"]): Promise<WrittenFile> {
  try {
    return await writeFile(path, csvChunks(table, csv));
  } catch (error) {
    throw diskError(error, path);
  }
}

function* csvChunks(table: CsvTable, { bom, delimiter }: Job["csv"]): Iterable<Buffer> {
  const names = table.columns.map(({ name }) => name);
  let texts = [(bom ? byteOrderMark : "") + printRow(names, delimiter)];
  let length = 0;
  for (const lines of table.lines(cellPrinter(delimiter), delimiter)) {
    texts.push(lines);
    length += lines.length;
    if (length < chunkLength) continue;
    yield Buffer.from(texts.join(""), "utf8");
    texts = [];
    length = 0;
  }
  yield Buffer.from(texts.join(""), "utf8");
}

/** Prints one row of texts, each quoted where it must be. */
export function printRow(texts: readonly string[], delimiter: string): string {
  return `${texts.map(quoter(delimiter)).join(delimiter)}\n`;
}
