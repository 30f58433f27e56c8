import { Readable } from "node:stream";
import JSZip from "jszip";
import { type WrittenFile, writeFile } from "../write-file.ts";
import type { ChartPlan } from "./chart-plan.ts";
import { addCharts } from "./charts/add-charts.ts";
import { fixDays, putPart, readPart } from "./charts/package-parts.ts";
import { type NamedRange, withNames } from "./range-names.ts";

const workbookPath = "xl/workbook.xml";

/** What exceljs cannot write, or not cheaply enough. */
export interface Additions {
  readonly charts: readonly ChartPlan[];
  /** exceljs keeps an object for each cell of a named range: naming the data of a sheet would double the memory. */
  readonly names: readonly NamedRange[];
}

/**
 * Adds charts and names to a workbook and flushes it to disk. All other parts are copied unchanged, still compressed;
 * every part has the same date, so that the same cells give the same bytes.
 *
 * @param written - workbook as exceljs wrote it
 * @param path - path of the file to create; it must not exist yet
 * @throws the file system's error when it refuses the file
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

/** Wraps the library's stream, which predates `for await`. */
function zipChunks(workbook: JSZip): AsyncIterable<Buffer> {
  const stream = workbook.generateNodeStream({ type: "nodebuffer", compression: "DEFLATE", platform: "DOS" });
  return new Readable().wrap(stream);
}
