import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { diskError } from "../domain/disk-error.ts";
import type { Job } from "../domain/job.ts";
import { comparisonLines } from "./comparison-text.ts";
import { writeCsv } from "./csv/write-csv.ts";
import { changeColumns, changeRows } from "./tables/changes.ts";
import { tableOf } from "./tables/column.ts";
import { type Compared, comparisonColumns } from "./tables/comparison.ts";
import { placed, type SheetPlan } from "./workbook/sheet-plan.ts";

/**
 * Writes `compare.csv` and `compare.xlsx` into a folder of their own, complete or not at all; what an earlier comparison left
 * there is replaced.
 *
 * @param folder - absolute; need not be there
 * @returns absolute paths of the files
 * @throws InputError when the disk is full or refuses a file
 */
export async function writeComparison(
  compared: Compared,
  folder: string,
  job: Pick<Job, "csv" | "people">,
): Promise<readonly string[]> {
  try {
    await mkdir(dirname(folder), { recursive: true });
    const beside = await mkdtemp(join(dirname(folder), `.${basename(folder)}-`));
    try {
      await writeInto(beside, compared, job);
      await rm(folder, { recursive: true, force: true });
      await rename(beside, folder);
    } finally {
      await rm(beside, { recursive: true, force: true });
    }
  } catch (error) {
    throw diskError(error, folder);
  }
  return ["compare.csv", "compare.xlsx"].map((name) => join(folder, name));
}

async function writeInto(folder: string, compared: Compared, job: Pick<Job, "csv" | "people">): Promise<void> {
  const table = tableOf(comparisonColumns(job.people.mask), compared.partners);
  await writeCsv(join(folder, "compare.csv"), table, job.csv);
  // exceljs takes long to load, so it is loaded only where a workbook is written.
  const { writeWorkbook } = await import("./workbook/write-workbook.ts");
  await writeWorkbook(join(folder, "compare.xlsx"), { plans: sheetsOf(compared, job), asOf: compared.after.asOf });
}

function sheetsOf(compared: Compared, { people }: Pick<Job, "people">): readonly SheetPlan[] {
  const { partners } = compared;
  const [title = "", ...rest] = comparisonLines(compared);
  const causes = changeRows(partners.map(({ change }) => change));
  return [
    {
      layout: "page",
      name: "Summary",
      shows: "What was compared, and how many partners stand otherwise.",
      widths: [110],
      rows: [[placed(title, "title")], ...rest.map((line) => [placed(line, "fact")])],
    },
    {
      layout: "table",
      name: "Compare",
      shows: "Every partner who stands otherwise, and why.",
      table: tableOf(comparisonColumns(people.mask), partners),
      frozenColumns: 2,
    },
    {
      layout: "table",
      name: "Causes",
      shows: "Each cause with its dollars or people, a row each.",
      table: tableOf(changeColumns(people.mask), causes),
      frozenColumns: 2,
    },
  ];
}
