/**
 * The yardstick of the workbook: exceljs's streaming writer with the same cells and no formats, a process of its own.
 * `node plain-cells.mjs DUMP WORKBOOK` prints `{"seconds": …}`, from loading the library to the file's end; reading the
 * dump is not counted.
 */
import { createReadStream } from "node:fs";
import { performance } from "node:perf_hooks";
import { createInterface } from "node:readline";

const [dump = "", workbook = ""] = process.argv.slice(2);
const sheets = await readDump(dump);
const started = performance.now();
const { default: ExcelJS } = await import("exceljs");
const writer = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: workbook, useStyles: false, useSharedStrings: true });
for (const { name, rows } of sheets) {
  const sheet = writer.addWorksheet(name);
  for (const [index, cells] of rows.entries()) {
    sheet.addRow(cells).commit();
    // As the program does: lets the bytes go before more pile up.
    if (index % 500 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  sheet.commit();
}
await writer.commit();
process.stdout.write(`${JSON.stringify({ seconds: (performance.now() - started) / 1000 })}\n`);

/** @param {string} path */
async function readDump(path) {
  /** @type {{ readonly name: string, readonly rows: unknown[][] }[]} */
  const found = [];
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const value = JSON.parse(line);
    if (typeof value === "string") found.push({ name: value, rows: [] });
    else found.at(-1)?.rows.push(value);
  }
  return found;
}
