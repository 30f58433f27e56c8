import type { ConsumptionExport } from "../sources/find-exports.ts";
import { scanRecords } from "./scan-records.ts";

/**
 * Counts the rows of a plain file, header included, minding quotes: the exact count, for where counting lines is not enough.
 *
 * @throws InputError for a quote that is never closed
 */
export async function countRecords(path: string, file: ConsumptionExport): Promise<number> {
  let count = 0;
  for await (const _record of scanRecords(path, { file: file.file, delimiter: file.header.delimiter })) count += 1;
  return count;
}
