import { stringify } from "csv-stringify/sync";
import type { SheetRow } from "./sheet-rows.ts";

/**
 * Returns rows as a numbered CSV: UTF-8, LF, commas, and before the columns of the sheet one more with the number of each
 * row in it, so that a row that is cut off still says which one it is. `readRows` reads it with `numbered`.
 *
 * @param rows - of a sheet, its header first; one that is shorter than the header is filled up: a sheet has no field count
 */
export async function* numberedCsv(rows: AsyncIterable<readonly SheetRow[]>): AsyncGenerator<string> {
  let width: number | undefined;
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
