import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { open } from "node:fs/promises";
import { finished } from "node:stream/promises";
import { setImmediate } from "node:timers/promises";
import ExcelJS from "exceljs";
import type { Day } from "../../domain/day.ts";
import { diskError } from "../../domain/disk-error.ts";
import type { WrittenFile } from "../csv/write-csv.ts";
import { cellCount, type SheetPlan } from "./sheet-plan.ts";
import { styleBook } from "./styles.ts";
import { type SheetLimits, writeSheet } from "./write-sheet.ts";

/** Where one way of writing ends and what a sheet may hold; tests set them low. */
export interface WorkbookLimits extends SheetLimits {
  /** Cells up to which the workbook is made in memory; above, it is streamed (section 11). */
  readonly cellsInMemory: number;
}

const excelLimits: WorkbookLimits = { cellsInMemory: 400_000, rowsPerSheet: 1_048_576 };

/**
 * Writes the workbook and leaves it on the disk. Small ones are made in memory, large ones streamed; the cells are the same.
 *
 * @param asOf - stands as the day of making, so that nothing in the workbook depends on the clock
 * @throws InputError when the disk is full or refuses the file
 */
export async function writeWorkbook(
  path: string,
  { plans, asOf }: { readonly plans: readonly SheetPlan[]; readonly asOf: Day },
  limits: WorkbookLimits = excelLimits,
): Promise<WrittenFile> {
  const cells = plans.reduce((total, plan) => total + cellCount(plan), 0);
  const write = cells > limits.cellsInMemory ? writeStreamed : writeInMemory;
  try {
    await write(path, async (workbook) => {
      setProperties(workbook, asOf);
      const styleOf = styleBook();
      for (const plan of plans) await writeSheet(workbook, plan, { limits, styleOf, pause: () => setImmediate() });
    });
    await syncFile(path);
    return await hashOf(path);
  } catch (error) {
    throw diskError(error, path);
  }
}

type Fill = (workbook: ExcelJS.Workbook) => Promise<void>;

async function writeInMemory(path: string, fill: Fill): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  await fill(workbook);
  const bytes = await workbook.xlsx.writeBuffer();
  const file = await open(path, "wx");
  try {
    await file.writeFile(new Uint8Array(bytes));
  } finally {
    await file.close();
  }
}

/** The library waits for ever when its stream fails, so the stream is watched beside it. */
async function writeStreamed(path: string, fill: Fill): Promise<void> {
  const stream = createWriteStream(path, { flags: "wx" });
  const closed = finished(stream);
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: true });
  const filled = fill(workbook).then(() => workbook.commit());
  try {
    await Promise.race([closed, filled.then(() => closed)]);
  } finally {
    stream.destroy();
  }
}

function setProperties(workbook: ExcelJS.Workbook, asOf: Day): void {
  const day = new Date(`${asOf}T00:00:00Z`);
  workbook.creator = "tierbook";
  workbook.lastModifiedBy = "tierbook";
  workbook.created = day;
  workbook.modified = day;
  workbook.title = `Partner tiers as of ${asOf}`;
  workbook.views = [{ x: 0, y: 0, width: 28_000, height: 18_000, firstSheet: 0, activeTab: 0, visibility: "visible" }];
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, "r+");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

async function hashOf(path: string): Promise<WrittenFile> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest("hex") };
}
