import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { Readable } from "node:stream";
import JSZip from "jszip";
import type { WrittenFile } from "../csv/write-csv.ts";
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
  return await writeZip(workbook, path);
}

async function writeZip(workbook: JSZip, path: string): Promise<WrittenFile> {
  const file = await open(path, "wx");
  try {
    const hash = createHash("sha256");
    let bytes = 0;
    for await (const chunk of zipChunks(workbook)) {
      hash.update(chunk);
      bytes += chunk.length;
      await file.writeFile(chunk);
    }
    await file.sync();
    return { bytes, sha256: hash.digest("hex") };
  } finally {
    await file.close();
  }
}

/** The library's stream is of a kind older than `for await`, so it is wrapped. */
function zipChunks(workbook: JSZip): AsyncIterable<Buffer> {
  const stream = workbook.generateNodeStream({ type: "nodebuffer", compression: "DEFLATE", platform: "DOS" });
  return new Readable().wrap(stream);
}
