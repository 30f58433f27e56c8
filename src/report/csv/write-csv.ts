import { stringify } from "csv-stringify/sync";
import { diskError } from "../../domain/disk-error.ts";
import type { Job } from "../../domain/job.ts";
import type { Table } from "../tables/column.ts";
import { type WrittenFile, writeFile } from "../write-file.ts";
import { csvText } from "./csv-text.ts";

/** Rows turned into text at a time: enough to be quick, few enough to stay small. */
const rowsPerChunk = 2_000;
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
  let rows: string[][] = [table.columns.map(({ name }) => name)];
  let start = bom ? byteOrderMark : "";
  for (const cells of table.rows()) {
    rows.push(cells.map(csvText));
    if (rows.length < rowsPerChunk) continue;
    yield Buffer.from(start + printRows(rows, delimiter), "utf8");
    start = "";
    rows = [];
  }
  yield Buffer.from(start + printRows(rows, delimiter), "utf8");
}

/**
 * Prints rows of CSV. Many have nothing to quote, and those are told by one look: ten times as fast.
 * A lone carriage return is quoted too: many readers take it for the end of a row.
 *
 * @param rows - each of at least one cell
 */
export function printRows(rows: readonly (readonly string[])[], delimiter: string): string {
  let text = "";
  let quoted: string[][] = [];
  const printQuoted = () => {
    if (quoted.length === 0) return;
    text += stringify(quoted, { delimiter, record_delimiter: "\n", quoted_match: /[\r\n]/ });
    quoted = [];
  };
  for (const cells of rows) {
    const joined = cells.join(delimiter);
    if (/["\r\n]/.test(joined) || joined.split(delimiter).length !== cells.length) quoted.push([...cells]);
    else {
      printQuoted();
      text += `${joined}\n`;
    }
  }
  printQuoted();
  return text;
}
