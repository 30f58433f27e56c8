import { join } from "node:path";
import { diskError } from "../domain/disk-error.ts";
import type { Job } from "../domain/job.ts";
import type { RunReport } from "../domain/report.ts";
import { writeCsv } from "./csv/write-csv.ts";
import { type OutputTables, outputTables } from "./output-tables.ts";
import { type OutputFile, printManifest, type RunIdentity } from "./run-manifest.ts";
import { allSheets } from "./workbook/sheets/all-sheets.ts";
import { type WrittenFile, writeFile } from "./write-file.ts";

export const workbookFile = "tier-report.xlsx";

/** Where and how the outputs of a run are written. */
export interface OutputOptions {
  /** An existing folder without these files: the run's staging folder. */
  readonly folder: string;
  readonly job: Job;
  /** `false` leaves the workbook out (`--no-workbook`). */
  readonly workbook: boolean;
  readonly facts: RunIdentity;
  /** Name and text of the file that a later run is compared with. */
  readonly snapshot: { readonly file: string; readonly text: string };
}

/**
 * Writes every output of one run into a folder and flushes it to disk (section 7).
 *
 * @returns the names of the files written, in that order: CSVs, `facts.json`, workbook, `run.json`
 * @throws InputError when the disk is full or refuses a file
 */
export async function writeOutputs(report: RunReport, order: OutputOptions): Promise<readonly string[]> {
  const { folder, job, facts } = order;
  const tables = outputTables(report, job);
  const outputs = [
    ...(await writeTables(tables, order)),
    await writeFacts(order),
    ...(await writeBook({ report, tables }, order)),
  ];
  await writeText(join(folder, "run.json"), printManifest({ report, job, facts, outputs }));
  return [...outputs.map(({ file }) => file), "run.json"];
}

async function writeTables(tables: OutputTables, { folder, job }: OutputOptions): Promise<readonly OutputFile[]> {
  const written: OutputFile[] = [];
  for (const [name, table] of Object.entries(tables)) {
    const file = `${name}.csv`;
    written.push({ file, ...(await writeCsv(join(folder, file), table, job.csv)) });
  }
  return written;
}

async function writeFacts({ folder, snapshot }: OutputOptions): Promise<OutputFile> {
  const { file, text } = snapshot;
  return { file, ...(await writeText(join(folder, file), text)) };
}

async function writeBook(
  { report, tables }: { readonly report: RunReport; readonly tables: OutputTables },
  { folder, job, workbook }: OutputOptions,
): Promise<readonly OutputFile[]> {
  if (!workbook) return [];
  const file = workbookFile;
  // Loaded only when it is needed: loading exceljs takes longer than everything else together.
  const { writeWorkbook } = await import("./workbook/write-workbook.ts");
  const plans = allSheets(report, tables, { mask: job.people.mask });
  return [{ file, ...(await writeWorkbook(join(folder, file), { plans, asOf: report.asOf })) }];
}

async function writeText(path: string, text: string): Promise<WrittenFile> {
  try {
    return await writeFile(path, [Buffer.from(text, "utf8")]);
  } catch (error) {
    throw diskError(error, path);
  }
}
