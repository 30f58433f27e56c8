import { basename, extname, join } from "node:path";
import { compareRuns, kindOfChange } from "../changes/compare-runs.ts";
import { snapshotOf } from "../changes/snapshot-of.ts";
import type { Config } from "../config/load-config.ts";
import { programVersion } from "../config/version.ts";
import type { Assessment } from "../domain/assessment.ts";
import type { ChangeKind } from "../domain/change.ts";
import type { Day } from "../domain/day.ts";
import { withWorkFolder } from "../publish/work-folder.ts";
import { comparisonText } from "../report/comparison-text.ts";
import { nextTierGap } from "../report/next-tier-gap.ts";
import type { Compared } from "../report/tables/comparison.ts";
import { comparisonJson, writeComparison } from "../report/write-comparison.ts";
import { type BuiltReport, buildReport } from "./build-report.ts";
import type { Progress } from "./progress.ts";

/** One side of a comparison: the config, and the day to judge. */
export interface Side {
  readonly config: Config;
  readonly asOf: Day;
}

export interface CompareOptions {
  readonly before: Side;
  readonly after: Side;
  readonly progress: Progress;
}

/** A constant is enough as the secret: one command reads both sides, and nothing made with it is kept. */
const secret = "compare";

/**
 * Judges the inputs twice, and returns which partners differ and why: by tier, by finding, or by what is missing for
 * the next tier.
 *
 * @throws InputError when the inputs cannot be read, or no rules are in force on a side's day
 */
export async function compareSides({ before, after, progress }: CompareOptions): Promise<Compared> {
  const [earlier, later] = [await assessed(before, progress), await assessed(after, progress)];
  const [left, right] = [byId(earlier.built), byId(later.built)];
  const { changes } = compareRuns(earlier.snapshot, later.snapshot, (from, to) => {
    return kindOfChange(from, to) ?? stepOf(left.get(from?.partnerId ?? ""), right.get(to?.partnerId ?? ""));
  });
  return {
    before: earlier.built.report,
    after: later.built.report,
    partners: changes.map((change) => {
      return { change, before: left.get(change.partnerId), after: right.get(change.partnerId) };
    }),
  };
}

async function assessed({ config, asOf }: Side, progress: Progress) {
  const built = await withWorkFolder("compare", (workFolder) =>
    buildReport({ config, asOf, workFolder, progress, secret }),
  );
  const { report, tables, persons } = built;
  const version = programVersion();
  const options = { report, job: config.job, configFiles: config.files, tables, version, persons, secret };
  return { built, snapshot: snapshotOf(options) };
}

function byId({ report }: BuiltReport): ReadonlyMap<string, Assessment> {
  return new Map(report.assessments.map((assessment) => [assessment.partnerId, assessment]));
}

/**
 * Returns `further` if more of anything is missing for the next tier, else `closer` if less of anything is. Nothing is
 * said of what is unknown on either side.
 */
function stepOf(before: Assessment | undefined, after: Assessment | undefined): ChangeKind | undefined {
  if (before === undefined || after === undefined) return undefined;
  const kinds = new Set([before, after].flatMap(({ findings }) => findings.map(({ requirement }) => requirement.kind)));
  const steps = [...kinds].flatMap((kind) => {
    const [was, is] = [nextTierGap(before, kind), nextTierGap(after, kind)];
    return was === undefined || is === undefined ? [] : [is - was];
  });
  if (steps.some((step) => step > 0n)) return "further";
  return steps.some((step) => step < 0n) ? "closer" : undefined;
}

/**
 * Writes a comparison below `compare/` in the output folder, into a folder named after both sides.
 *
 * @returns absolute paths of the files
 */
export async function writeCompared(compared: Compared, { before, after }: Omit<CompareOptions, "progress">) {
  const { job } = before.config;
  const folder = join(job.output, "compare", `${nameOf(before)}_and_${nameOf(after)}`);
  return writeComparison(compared, folder, job);
}

/** Returns what is printed about a comparison on the standard output, for a person or for a program. */
export function sayCompared(
  compared: Compared,
  { files, mask, json }: { readonly files: readonly string[]; readonly mask: boolean; readonly json: boolean },
): string {
  const said = { files, mask };
  return json ? `${JSON.stringify(comparisonJson(compared, said), null, 2)}\n` : comparisonText(compared, said);
}

function nameOf({ config, asOf }: Side): string {
  const { rules } = config.job;
  return `${asOf}_${basename(rules, extname(rules))}`.replace(/[^\w.-]+/g, "-");
}
