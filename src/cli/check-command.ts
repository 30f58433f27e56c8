import { Command } from "commander";
import { asOfDay } from "./as-of.ts";
import { checkText } from "./check-text.ts";
import { type CommonOptions, configFrom, optionsFor, withCommonOptions, withInputFolder } from "./options.ts";
import { progressFor } from "./progress.ts";
import type { Terminal } from "./terminal.ts";

interface CheckOptions extends CommonOptions {
  readonly asOf?: string;
  readonly files?: boolean;
}

const examples = `
Examples:
  $ tierbook check                       what would be read as what; writes nothing
  $ tierbook check ~/exports
  $ tierbook check ~/exports --files     each file with its rows, months and partners
  $ tierbook check --json

Exit codes, those of a run: 0 all is well · 2 something to fix · 3 a data-quality limit would be crossed`;

/** Creates `tierbook check`, which reads config and inputs and writes nothing. */
export function checkCommand(terminal: Terminal): Command {
  return withCommonOptions(withInputFolder(new Command("check")))
    .description("show how each file would be read, and how a run would end; write nothing")
    .option("--as-of <day>", "the as-of day of the run to check for, YYYY-MM-DD (default: today)")
    .option("--files", "list every file instead of a line for each format")
    .addHelpText("after", examples)
    .action(async (folder: string | undefined, given: CheckOptions) => {
      const options = optionsFor(folder, given, terminal);
      const config = await configFrom(options, terminal);
      const { checkInputs } = await import("../jobs/check.ts");
      const checked = await checkInputs({
        config,
        asOf: asOfDay(options.asOf, config.job.timeZone, terminal.now()),
        progress: progressFor(options.quiet === true, terminal.stderr),
      });
      terminal.stdout.write(
        options.json === true ? `${JSON.stringify(checked, null, 2)}\n` : checkText(checked, options.files === true),
      );
      terminal.exitWith(checked.exit_code);
    });
}
