import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { Command } from "commander";
import { type RunOutcome, run } from "../run.ts";
import { asOfDay } from "./as-of.ts";
import { type CommonOptions, configFrom, withCommonOptions } from "./options.ts";
import { progressFor } from "./progress.ts";
import { runText } from "./run-text.ts";
import type { Terminal } from "./terminal.ts";

interface RunOptions extends CommonOptions {
  readonly asOf?: string;
  readonly workbook: boolean;
}

const examples = `
Examples:
  $ tierbook run                            as of today, on input/
  $ tierbook run --as-of 2017-08-15         as of a day: the 12 complete months before it
  $ tierbook run --input ~/exports --output ~/reports
  $ tierbook run --no-workbook --json       CSV files only; what was published as JSON

Exit codes: 0 published · 1 a bug · 2 something to fix, nothing published · 3 published, a data-quality limit is crossed
            4 another run holds the output folder`;

/** `tierbook run`: the whole job, once. */
export function runCommand(terminal: Terminal): Command {
  return withCommonOptions(new Command("run"))
    .description("read the exports, judge every partner, publish the report")
    .option("--as-of <day>", "the day the question is asked about, YYYY-MM-DD (default: today in the job's time zone)")
    .option("--no-workbook", "leave the Excel workbook out")
    .addHelpText("after", examples)
    .action(async (options: RunOptions) => {
      const config = configFrom(options, terminal.env, terminal.cwd);
      const now = terminal.now();
      const outcome = await run({
        config,
        asOf: asOfDay(options.asOf, config.job.timeZone, now),
        workbook: options.workbook,
        runId: newRunId(now),
        clock: { now: () => terminal.now().toISOString(), elapsed: () => performance.now() },
        progress: progressFor(options.quiet === true, terminal.stderr),
      });
      terminal.stdout.write(options.json === true ? `${JSON.stringify(asJson(outcome), null, 2)}\n` : runText(outcome));
      terminal.exitWith(outcome.report.warnings.some(({ crossesLimit }) => crossesLimit) ? 3 : 0);
    });
}

/** Sorts by time and is unique: `20170815T021502Z-1f3a`. */
function newRunId(now: Date): string {
  const instant = now.toISOString().replace(/[-:]|\.\d+/g, "");
  return `${instant}-${randomBytes(3).toString("hex")}`;
}

function asJson({ folder, isLatest, files, report }: RunOutcome): object {
  const held = (tier: string) => report.assessments.filter((assessment) => assessment.tier === tier).length;
  return {
    as_of: report.asOf,
    folder,
    latest: isLatest,
    files: files.map((file) => join(folder, file)),
    partners: { total: report.assessments.length, gold: held("gold"), silver: held("silver"), none: held("none") },
    warnings: report.warnings,
  };
}
