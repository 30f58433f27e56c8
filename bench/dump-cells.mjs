import { once } from "node:events";
import { createWriteStream } from "node:fs";
import ExcelJS from "exceljs";

/**
 * Writes the cells of a workbook as lines of JSON, for `plain-cells.mjs`: the name of a sheet as a string, then each of
 * its rows as an array.
 *
 * @param {string} workbook
 * @param {string} dump
 */
export async function dumpCells(workbook, dump) {
  const out = createWriteStream(dump);
  const options = /** @type {const} */ ({
    sharedStrings: "cache",
    hyperlinks: "ignore",
    styles: "ignore",
    worksheets: "emit",
  });
  for await (const sheet of new ExcelJS.stream.xlsx.WorkbookReader(workbook, options)) {
    const { name } = /** @type {{ readonly name?: string }} */ (/** @type {unknown} */ (sheet));
    out.write(`${JSON.stringify(name ?? "")}\n`);
    for await (const row of sheet) {
      const cells = Array.isArray(row.values) ? row.values.slice(1) : [];
      if (!out.write(`${JSON.stringify(cells)}\n`)) await once(out, "drain");
    }
  }
  out.end();
  await once(out, "finish");
}
