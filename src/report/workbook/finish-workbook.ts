import { Readable } from "node:stream";
import JSZip from "jszip";
import { type WrittenFile, writeFile } from "../write-file.ts";
import type { ChartPlan } from "./chart-plan.ts";
import { addCharts } from "./charts/add-charts.ts";
import { fixDays } from "./charts/package-parts.ts";

/**
 * Adds to a workbook what exceljs cannot write, native charts, and leaves it on the disk. All other parts are copied as
 * they are, still compressed; every part bears the same day, so that the same cells give the same bytes.
 *
 * @param written - the workbook as exceljs wrote it
 * @param path - of the file to make; it must not be there yet
 * @throws what the file system throws when it refuses the file
 */
export async function finishWorkbook(
  written: Uint8Array,
  path: string,
  charts: readonly ChartPlan[],
): Promise<WrittenFile> {
  const workbook = await JSZip.loadAsync(written);
  await addCharts(workbook, charts);
  fixDays(workbook);
  return await writeFile(path, zipChunks(workbook));
}

/** The library's stream is of a kind older than `for await`, so it is wrapped. */
function zipChunks(workbook: JSZip): AsyncIterable<Buffer> {
  const stream = workbook.generateNodeStream({ type: "nodebuffer", compression: "DEFLATE", platform: "DOS" });
  return new Readable().wrap(stream);
}
