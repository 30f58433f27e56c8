import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildReport } from "../../src/build-report.ts";
import type { Config } from "../../src/config/load-config.ts";
import type { Day } from "../../src/domain/day.ts";
import { InputError } from "../../src/domain/input-error.ts";
import { formatExact } from "../../src/domain/money.ts";
import type { RunReport } from "../../src/domain/report.ts";
import { type Files, jobFolder } from "../fixtures/job-folder.ts";
import { randomInput, twinOf, usageFile, writeInput } from "./random-input.ts";

/**
 * The outlook against brute force: the job itself is run for each month-end to come, the projected rows beside the exports as
 * real rows. Every partner has a twin with the same rows, for which nothing is projected: it shows the line `zero`.
 */
const situations = [
  { name: "complete months, seven months by one wording", asOf: "2017-08-15", job: "", seed: 1 },
  {
    name: "trailing days, rules that change and end",
    asOf: "2017-09-20",
    job: "window: trailing-days\nrules: cloud-platform-history.yaml\nrunRateMonths: 2\n",
    seed: 2,
  },
  { name: "months that settle, routes mixed", asOf: "2017-08-03", job: "settleDays: 5\nmixRoutes: true\n", seed: 3 },
];

describe("the outlook", () => {
  it.each(situations)("says what the job says on each month-end: $name", async ({ asOf, job, seed }) => {
    const [input] = fc.sample(randomInput(asOf), { numRuns: 1, seed });
    if (input === undefined) throw new Error("no input");
    const folder = jobFolder(writeInput(input), job);
    const config = folder.config();
    const present = await reportOf(config, asOf);
    if (present === undefined) throw new Error("no report");
    const known = await reportOf(config, present.outlook.monthEnds[2] ?? "");
    if (known === undefined) throw new Error("no report");
    folder.write(projectedFile(present, known));
    const tiers = new Set<string | undefined>();
    for (const [index, day] of present.outlook.monthEnds.entries()) {
      const then = await reportOf(config, day);
      const judged = new Map(then?.assessments.map((assessment) => [assessment.partnerId, assessment]));
      for (const { partnerId, lines } of present.outlook.partners.filter(
        (partner) => !partner.partnerId.endsWith("z"),
      )) {
        const [atRate, zero] = [judged.get(partnerId), judged.get(twinOf(partnerId))];
        const wanted = then === undefined ? [undefined, undefined] : [atRate, zero];
        const found = [lines["run-rate"][index], lines.zero[index]];
        expect(found.map((point) => [partnerId, day, point?.tier, point?.people])).toEqual(
          wanted.map((assessment) => [partnerId, day, assessment?.tier, assessment?.people]),
        );
        if (then !== undefined) expect(found.map((point) => point?.usd)).toEqual(wanted.map((a) => a?.consumption));
        for (const point of found) tiers.add(point?.tier);
      }
    }
    expect(tiers).toEqual(new Set(["gold", "silver", "none", ...(seed === 2 ? [undefined] : [])]));
  });
});

/** @returns `undefined` when no rules are in force on the day */
async function reportOf(config: Config, asOf: Day): Promise<RunReport | undefined> {
  const workFolder = mkdtempSync(join(tmpdir(), "tierbook-outlook-"));
  try {
    const progress = { stage: () => {}, files: () => {} };
    return (await buildReport({ config, asOf, workFolder, progress, threads: 1 })).report;
  } catch (error) {
    if (error instanceof InputError && error.message.includes("withdrawn")) return undefined;
    throw error;
  } finally {
    rmSync(workFolder, { recursive: true });
  }
}

/**
 * One row a month and partner from the month in which the window ends; a month that has begun is filled up.
 *
 * @param known - of a day whose window has all months that have begun
 */
function projectedFile({ asOf, window, outlook }: RunReport, known: RunReport): Files {
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
