import { Readable } from "node:stream";
import JSZip from "jszip";
import { type WrittenFile, writeFile } from "../write-file.ts";
import type { ChartPlan } from "./chart-plan.ts";
import { addCharts } from "./charts/add-charts.ts";
import { fixDays, putPart, readPart } from "./charts/package-parts.ts";
import { type NamedRange, withNames } from "./range-names.ts";

const workbookPath = "xl/workbook.xml";

/** What exceljs cannot write. */
export interface Additions {
  readonly charts: readonly ChartPlan[];
  /** It keeps an object for each cell of a named range: a name for the data of a sheet would double the memory. */
  readonly names: readonly NamedRange[];
}

/**
 * Adds to a workbook what exceljs cannot write and leaves it on the disk. All other parts are copied as they are, still
 * compressed; every part bears the same day, so that the same cells give the same bytes.
 *
 * @param written - the workbook as exceljs wrote it
 * @param path - of the file to make; it must not be there yet
 * @throws what the file system throws when it refuses the file
 */
export async function finishWorkbook(
  written: Uint8Array,
  path: string,
  { charts, names }: Additions,
): Promise<WrittenFile> {
  const workbook = await JSZip.loadAsync(written);
  await addCharts(workbook, charts);
  if (names.length > 0) putPart(workbook, workbookPath, withNames(await readPart(workbook, workbookPath), names));
  fixDays(workbook);
  return await writeFile(path, zipChunks(workbook));
}

/** The library's stream is of a kind older than `for await`, so it is wrapped. */
function zipChunks(workbook: JSZip): AsyncIterable<Buffer> {
  const stream = workbook.generateNodeStream({ type: "nodebuffer", compression: "DEFLATE", platform: "DOS" });
  return new Readable().wrap(stream);
}
