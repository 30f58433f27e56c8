import { Writable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import ExcelJS from "exceljs";
import type { Day } from "../../domain/day.ts";
import { diskError } from "../../domain/disk-error.ts";
import type { WrittenFile } from "../write-file.ts";
import { applyLimits } from "./applied-limits.ts";
import { finishWorkbook } from "./finish-workbook.ts";
import { excelLimits, type WorkbookLimits } from "./limits.ts";
import { openSheet, type SheetTools } from "./open-sheet.ts";
import { sheetOptions } from "./page-setup.ts";
import { rangeRef } from "./places.ts";
import { nameList } from "./range-names.ts";
import type { PageSheet, SheetPlan } from "./sheet-plan.ts";
import { styleBook } from "./styles.ts";
import { writeTable } from "./write-table.ts";

/**
 * Writes the workbook and flushes it to disk. A small one is made in memory, a large one is streamed; the cells are the
 * same.
 *
 * @param asOf - also used as the creation date, so that nothing in the workbook depends on the clock
 * @throws InputError when the disk is full or refuses the file
 */
export async function writeWorkbook(
  path: string,
  { plans, asOf }: { readonly plans: readonly SheetPlan[]; readonly asOf: Day },
  limits: WorkbookLimits = excelLimits,
): Promise<WrittenFile> {
  const applied = applyLimits(plans, limits);
  const make = applied.streamed ? makeStreamed : makeInMemory;
  const names = nameList();
  const tools: SheetTools = {
    applied,
    names,
    foot: `As of ${asOf}`,
    styleOf: styleBook(),
    pause: () => setImmediate(),
  };
  const made = await make(async (workbook) => {
    setProperties(workbook, asOf);
    for (const plan of plans) {
      if (plan.layout === "page") writePage(workbook, plan, tools);
      else await writeTable(workbook, plan, tools);
    }
  });
  const charts = plans.flatMap((plan) => plan.charts ?? []);
  try {
    return await finishWorkbook(made, path, { charts, names: names.ranges });
  } catch (error) {
    throw diskError(error, path);
  }
}

/** Adds a page to a workbook. */
function writePage(workbook: ExcelJS.Workbook, plan: PageSheet, tools: SheetTools): void {
  const { name, widths, rows, closing, rangeNames = [], onePage = false } = plan;
  const options = sheetOptions({ widths, onePage, foot: tools.foot });
  const open = openSheet(workbook, { name, widths, options }, tools);
  for (const row of [...rows, ...(closing?.(tools.applied) ?? [])]) open.addRow(row);
  for (const range of rangeNames) tools.names.add(range.name, rangeRef(name, range));
  open.end();
}

/** Compression level of a streamed workbook: a sixth faster than the usual 6, and a tenth larger. */
const streamedLevel = 3;

type Fill = (workbook: ExcelJS.Workbook) => Promise<void>;

async function makeInMemory(fill: Fill): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  await fill(workbook);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

/** Keeps only the compressed bytes in memory, not the cells. */
async function makeStreamed(fill: Fill): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({
    stream,
    useStyles: true,
    useSharedStrings: true,
    zip: { zlib: { level: streamedLevel } },
  });
  await fill(workbook);
  await workbook.commit();
  return Buffer.concat(chunks);
}

function setProperties(workbook: ExcelJS.Workbook, asOf: Day): void {
  const day = new Date(`${asOf}T00:00:00Z`);
  workbook.creator = "tierbook";
  workbook.lastModifiedBy = "tierbook";
  workbook.created = day;
  workbook.modified = day;
  workbook.title = `Partner tiers as of ${asOf}`;
  workbook.subject = "Which partners qualify, which are close, which gaps remain";
  workbook.keywords = "partner tiers, silver, gold, Azure consumption";
  workbook.category = "Report";
  workbook.views = [{ x: 0, y: 0, width: 28_000, height: 18_000, firstSheet: 0, activeTab: 0, visibility: "visible" }];
}
