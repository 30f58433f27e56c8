import { stringify } from "csv-stringify/sync";

/** A row of a file that is no text, such as a sheet, with its cells as texts. */
export interface NumberedRow {
  /** Its number in the file; that of a sheet's first row is 1. */
  readonly line: number;
  /** From the first column on. Those that are empty at the end may be left out. */
  readonly cells: readonly string[];
}

/** First line of every copy, so that its header is read as what it is, whatever its columns are called. */
const firstLine = "sep=,\n";

/** Returns a header as it would begin a CSV file without numbers. */
export function headerCsv(names: readonly string[]): string {
  return firstLine + stringify([names]);
}

/**
 * Returns rows as a numbered CSV: UTF-8, LF, commas, and before the columns one more with the number of each row, so that
 * a row that is cut off still says which one it is. `readRows` reads it with `numbered`.
 *
 * @param rows - the header first; one that is shorter than the header is filled up: a sheet has no field count
 */
export async function* numberedCsv(rows: AsyncIterable<readonly NumberedRow[]>): AsyncGenerator<string> {
  let width: number | undefined;
  yield firstLine;
  for await (const batch of rows) {
    width ??= batch[0]?.cells.length ?? 0;
    const filled = Array.from({ length: width }, () => "");
    yield stringify(
      batch.map(({ line, cells }) => [String(line), ...cells, ...filled.slice(cells.length)]),
      // A carriage return inside a field is no line end.
      { quoted_match: /\r/ },
    );
  }
}
