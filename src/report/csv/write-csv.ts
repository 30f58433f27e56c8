import { stringify } from "csv-stringify/sync";
import { diskError } from "../../domain/disk-error.ts";
import type { Job } from "../../domain/job.ts";
import type { Cell, Table } from "../tables/column.ts";
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
  const names = table.columns.map(({ name }) => name);
  let text = (bom ? byteOrderMark : "") + printRow(names, delimiter);
  let rows = 1;
  for (const cells of table.rows()) {
    text += printCells(cells, delimiter);
    rows += 1;
    if (rows < rowsPerChunk) continue;
    yield Buffer.from(text, "utf8");
    text = "";
    rows = 0;
  }
  yield Buffer.from(text, "utf8");
}

/** Prints one row of texts, each quoted where it must be. */
export function printRow(texts: readonly string[], delimiter: string): string {
  return `${texts.map((text) => quoted(text, delimiter)).join(delimiter)}\n`;
}

/** The same for cells, of which only texts are ever quoted: amounts and days have nothing to quote. */
function printCells(cells: readonly Cell[], delimiter: string): string {
  let row = "";
  let between = "";
  for (const cell of cells) {
    const text = csvText(cell);
    row += between + (cell.kind === "text" || cell.kind === "status" ? quoted(text, delimiter) : text);
    between = delimiter;
  }
  return `${row}\n`;
}

/**
 * Most cells have nothing to quote, and most others nothing to double: looking first is ten times as fast.
 * A lone carriage return is quoted too: many readers take it for the end of a row.
 */
function quoted(text: string, delimiter: string): string {
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === delimiter) isQuoted = true;
    else if (character === '"' || character === "\r" || character === "\n") {
      return stringify([[text]], { delimiter, record_delimiter: "", quoted: true });
    }
  }
  return isQuoted ? `"${text}"` : text;
}
