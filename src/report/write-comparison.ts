import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { diskError } from "../domain/disk-error.ts";
import type { Job } from "../domain/job.ts";
import { formatCents, formatExact } from "../domain/money.ts";
import { causeText } from "./cause-text.ts";
import { comparisonLines } from "./comparison-text.ts";
import { writeCsv } from "./csv/write-csv.ts";
import { gapSentence } from "./gap-sentence.ts";
import { maskPerson } from "./person-label.ts";
import { changeColumns, changeRows } from "./tables/changes.ts";
import { tableOf } from "./tables/column.ts";
import { type Compared, comparisonColumns } from "./tables/comparison.ts";
import { placed, type SheetPlan } from "./workbook/sheet-plan.ts";

/**
 * Writes `compare.csv` and `compare.xlsx` into a folder of their own, complete or not at all, replacing what an earlier
 * comparison left there.
 *
 * @param folder - absolute; need not exist
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
  // exceljs is slow to load, so it is loaded only when a workbook is written.
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
      shows: "What was compared, and how many partners changed.",
      widths: [110],
      rows: [[placed(title, "title")], ...rest.map((line) => [placed(line, "fact")])],
    },
    {
      layout: "table",
      name: "Compare",
      shows: "Every partner whose tier or finding changed, and why.",
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

/** Returns the comparison as JSON, for programs. */
export function comparisonJson(
  { before, after, partners }: Compared,
  { files, mask }: { readonly files: readonly string[]; readonly mask: boolean },
): object {
  const called = (label: string) => (mask ? maskPerson(label) : label);
  return {
    before: side(before),
    after: side(after),
    files,
    partners: partners.map((partner) => ({
      partner_id: partner.change.partnerId,
      partner_name: partner.change.partnerName,
      change: partner.change.kind,
      before: standing(partner.before),
      after: standing(partner.after),
      causes: partner.change.causes.map((cause) => ({
        cause: causeText(cause, called),
        amount_usd: "amount" in cause ? formatExact(cause.amount) : null,
        people: cause.kind === "person" ? cause.people : null,
      })),
    })),
  };
}

function side({ asOf, window, ruleSet, revision, assessments }: Compared["before"]): object {
  return {
    as_of: asOf,
    window_start: window.start,
    window_end: window.end,
    rules: ruleSet.id,
    revision: revision.id,
    partners: assessments.length,
  };
}

function standing(found: Compared["partners"][number]["before"]): object | null {
  if (found === undefined) return null;
  return {
    tier: found.tier,
    next_tier: found.nextTier ?? null,
    next_tier_finding: found.nextTierFinding ?? null,
    consumption_usd: found.consumption === undefined ? null : formatCents(found.consumption),
    people: found.people ?? null,
    gaps: gapSentence(found),
  };
}
