import { Command } from "commander";
import type { Config } from "../config/load-config.ts";
import type { RunOutcome } from "../jobs/run-outcome.ts";
import { mailTrouble } from "../notify/mail-trouble.ts";
import { type HealthCheck, healthCheck, type PingEnd } from "../notify/ping.ts";
import { asOfDay } from "./as-of.ts";
import { accessFrom } from "./azure-access.ts";
import { failureOf } from "./failure.ts";
import { type CommonOptions, configFrom, optionsFor, withCommonOptions, withInputFolder } from "./options.ts";
import { outcomeJson, outcomeText } from "./outcome-text.ts";
import { progressFor } from "./progress.ts";
import { newRunId } from "./run-id.ts";
import type { Terminal } from "./terminal.ts";

interface RunOptions extends CommonOptions {
  readonly asOf?: string;
  readonly workbook: boolean;
  readonly cache: boolean;
  readonly verify?: boolean;
  readonly fetch: boolean;
  readonly ping: boolean;
  readonly mail: boolean;
}

const examples = `
Examples:
  $ tierbook run                            as of today, on input/
  $ tierbook run --as-of 2017-08-15         as of a day: the 12 complete months before it
  $ tierbook run ~/exports --output ~/reports
  $ tierbook run --no-workbook --json       CSV files only; what was published as JSON

Exit codes: 0 published · 1 a bug · 2 something to fix, nothing published · 3 published, a data-quality limit is crossed
            4 another run holds the output folder`;

/** Creates `tierbook run`: one complete run. */
export function runCommand(terminal: Terminal): Command {
  return withCommonOptions(withInputFolder(new Command("run")))
    .description("read the exports, assess every partner, publish the report")
    .option("--as-of <day>", "the as-of day, YYYY-MM-DD (default: today in the job's time zone)")
    .option("--no-workbook", "do not write the Excel workbook")
    .option("--no-cache", "read every file, also those that an earlier run has read, and keep nothing for the next run")
    .option("--verify", "recognise files that an earlier run has read by their content, not by size and times")
    .option("--no-fetch", "fetch nothing from the containers in job.yaml")
    .option("--no-ping", "do not contact the health check in job.yaml")
    .option("--no-mail", "send no e-mail")
    .addHelpText("after", examples)
    .action(async (folder: string | undefined, given: RunOptions) => {
      const options = optionsFor(folder, given, terminal);
      const config = await configUnderCheck(options, terminal);
      await withHealthCheck(healthCheck(options.ping ? config.job.ping : null, warnTo(terminal)), async () => {
        const outcome = await runOnce(options, config, terminal);
        await sendReport(outcome, { config, options }, terminal);
        return endOf(outcome);
      });
    });
}

/** Loads the config. If that fails, tells the health check, whose address only the environment can then provide. */
async function configUnderCheck(options: RunOptions, terminal: Terminal): Promise<Config> {
  try {
    return await configFrom(options, terminal);
  } catch (error) {
    const address = options.ping ? terminal.env["TIERBOOK_PING"] : undefined;
    const { code, message } = failureOf(error);
    if (address !== undefined && URL.canParse(address)) {
      await healthCheck(address, warnTo(terminal)).end({ code, lastLines: message.split("\n") });
    }
    throw error;
  }
}

async function runOnce(options: RunOptions, config: Config, terminal: Terminal): Promise<RunOutcome> {
  const now = terminal.now();
  const { run } = await import("../jobs/run.ts");
  const outcome = await run({
    config,
    asOf: asOfDay(options.asOf, config.job.timeZone, now),
    workbook: options.workbook,
    isPartial: config.job.workbook && !options.workbook,
    cache: options.cache ? (options.verify === true ? "verify" : "use") : "off",
    fetch: options.fetch ? accessFrom(terminal) : undefined,
    runId: newRunId(now),
    clock: { now: () => terminal.now().toISOString(), elapsed: () => performance.now() },
    progress: progressFor(options.quiet === true, terminal.stderr),
  });
  terminal.stdout.write(
    options.json === true ? `${JSON.stringify(outcomeJson(outcome), null, 2)}\n` : outcomeText(outcome),
  );
  terminal.exitWith(crossesLimit(outcome) ? 3 : 0);
  return outcome;
}

/** Sends the e-mail. The report is already published, so a failure is only a warning. */
async function sendReport(
  outcome: RunOutcome,
  { config, options }: { readonly config: Config; readonly options: RunOptions },
  terminal: Terminal,
): Promise<void> {
  if (!options.mail) return;
  const warn = warnTo(terminal);
  const { announce } = await import("../jobs/announce.ts");
  try {
    const { refused } = await announce(outcome, config.job.mail, terminal.env["TIERBOOK_MAIL_PASSWORD"]);
    if (refused > 0) warn(`The mail server refused ${refused} of ${config.job.mail.to.length} addresses.`);
  } catch (error) {
    warn(`The e-mail was not sent (${mailTrouble(error, config.job.mail)}); the report is published.`);
  }
}

function warnTo({ stderr }: Terminal): (message: string) => void {
  return (message) => void stderr.write(`Warning: ${message}\n`);
}

function endOf(outcome: RunOutcome): PingEnd {
  return { code: crossesLimit(outcome) ? 3 : 0, lastLines: outcomeText(outcome).trimEnd().split("\n") };
}

function crossesLimit({ report }: RunOutcome): boolean {
  return report.warnings.some((warning) => warning.crossesLimit);
}

/** Number of lines sent to a health check. */
const linesTold = 50;

/**
 * Runs some work and reports its start and end to a health check.
 *
 * @param work - returns the end to report
 * @throws whatever `work` throws, after reporting it
 */
async function withHealthCheck(check: HealthCheck, work: () => Promise<PingEnd>): Promise<void> {
  // Not awaited here: a health check that does not answer must not hold up the work.
  const started = check.start();
  const tell = async ({ code, lastLines }: PingEnd) => {
    await started;
    await check.end({ code, lastLines: lastLines.slice(-linesTold) });
  };
  const end = await work().catch(async (error: unknown) => {
    const { code, message } = failureOf(error);
    await tell({ code, lastLines: message.split("\n") });
    throw error;
  });
  await tell(end);
}
