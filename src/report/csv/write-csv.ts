import { stringify } from "csv-stringify/sync";
import { diskError } from "../../domain/disk-error.ts";
import type { Job } from "../../domain/job.ts";
import { cellsOf, type Table } from "../tables/column.ts";
import { type WrittenFile, writeFile } from "../write-file.ts";
import { csvText } from "./csv-text.ts";

/** Rows printed and written at a time, so that a table never has to fit into memory as text. */
const chunkRows = 1_000;

/**
 * Writes one table as CSV (section 7) and flushes it to disk: UTF-8, LF, byte order mark and delimiter as the job says.
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

/**
 * Texts with anything that a spreadsheet of some country takes for a delimiter. They are quoted whatever the delimiter is:
 * otherwise such a spreadsheet splits them, and runs what comes behind as a formula.
 */
const anyDelimiter = /[,;\t]/;

/** Yields the table in pieces. csv-stringify also quotes texts that contain a quote or a line end, and no others. */
function* csvChunks(table: Table, { bom, delimiter }: Job["csv"]): Iterable<Buffer> {
  // Names that partners.csv of the input gives are texts from outside.
  const names = table.columns.map(({ name }) => csvText({ kind: "text", value: name }));
  const options = { delimiter, quoted_match: anyDelimiter };
  yield Buffer.from(stringify([names], { ...options, bom }));
  let texts: string[][] = [];
  for (const cells of cellsOf(table)) {
    texts.push(cells.map(csvText));
    if (texts.length < chunkRows) continue;
    yield Buffer.from(stringify(texts, options));
    texts = [];
  }
  yield Buffer.from(stringify(texts, options));
}
