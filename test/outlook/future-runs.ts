import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Config } from "../../src/config/load-config.ts";
import type { Day } from "../../src/domain/day.ts";
import { InputError } from "../../src/domain/input-error.ts";
import { formatExact } from "../../src/domain/money.ts";
import type { RunReport } from "../../src/domain/report.ts";
import { type BuiltReport, buildReport } from "../../src/jobs/build-report.ts";
import type { Files } from "../fixtures/job-folder.ts";
import { usageFile } from "./random-input.ts";

/** The job, without anything published. */
export async function built(config: Config, asOf: Day): Promise<BuiltReport> {
  const workFolder = mkdtempSync(join(tmpdir(), "tierbook-outlook-"));
  try {
    return await buildReport({ config, asOf, workFolder, progress: { stage: () => {}, files: () => {} }, threads: 1 });
  } finally {
    rmSync(workFolder, { recursive: true });
  }
}

/** @returns `undefined` when no rules are in force on the day */
export async function reportOf(config: Config, asOf: Day): Promise<RunReport | undefined> {
  try {
    return (await built(config, asOf)).report;
  } catch (error) {
    if (error instanceof InputError && error.message.includes("withdrawn")) return undefined;
    throw error;
  }
}

/**
 * One row a month and partner from the month in which the window ends; a month that has begun is filled up.
 *
 * @param known - of a day whose window has all months that have begun
 */
export function projectedFile({ asOf, window, outlook }: RunReport, known: RunReport): Files {
  const months = new Map(known.assessments.map(({ partnerId, months: counted }) => [partnerId, counted]));
  const open = monthsFrom(window.end.slice(0, 7), outlook.monthEnds.at(-1) ?? "");
  const rows = outlook.partners
    .filter(({ partnerId }) => !partnerId.endsWith("z"))
    .flatMap(({ partnerId, runRate = 0n }) =>
      open.flatMap((month) => {
        const missing = runRate - (months.get(partnerId)?.get(month) ?? 0n);
        const usd = month > asOf.slice(0, 7) ? runRate : missing > 0n ? missing : 0n;
        return usd === 0n ? [] : [`${partnerId},,outlook-${partnerId},${month}-01,${formatExact(usd)},dpor`];
      }),
    );
  return { "consumption/projected.csv": usageFile(rows) };
}

function monthsFrom(first: string, last: Day): string[] {
  const months: string[] = [];
  for (let year = 2016, month = 1; year < 2020; [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1]) {
    const text = `${year}-${String(month).padStart(2, "0")}`;
    if (text >= first && text <= last.slice(0, 7)) months.push(text);
  }
  return months;
}
