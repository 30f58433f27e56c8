import { Command } from "commander";
import { asOfDay } from "./as-of.ts";
import { checkText } from "./check-text.ts";
import { type CommonOptions, configFrom, withCommonOptions } from "./options.ts";
import { progressFor } from "./progress.ts";
import type { Terminal } from "./terminal.ts";

interface CheckOptions extends CommonOptions {
  readonly asOf?: string;
}

const examples = `
Examples:
  $ tierbook check                       what would be read as what; writes nothing
  $ tierbook check --input ~/exports
  $ tierbook check --json

Exit codes: 0 all can be read · 2 something to fix`;

/** `tierbook check`: config and inputs only. */
export function checkCommand(terminal: Terminal): Command {
  return withCommonOptions(new Command("check"))
    .description("say for every file found what it would be read as, and what is odd about it; write nothing")
    .option("--as-of <day>", "the day the question would be asked about, YYYY-MM-DD (default: today)")
    .addHelpText("after", examples)
    .action(async (options: CheckOptions) => {
      const config = await configFrom(options, terminal);
      const { checkInputs } = await import("../jobs/check.ts");
      const checked = await checkInputs({
        config,
        asOf: asOfDay(options.asOf, config.job.timeZone, terminal.now()),
        progress: progressFor(options.quiet === true, terminal.stderr),
      });
      terminal.stdout.write(options.json === true ? `${JSON.stringify(checked, null, 2)}\n` : checkText(checked));
      terminal.exitWith(checked.problems.length === 0 ? 0 : 2);
    });
}
