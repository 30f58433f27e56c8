import { Command } from "commander";
import { formatProblem } from "../domain/input-error.ts";
import { printable } from "../domain/text.ts";
import type { CheckedInputs } from "../jobs/check.ts";
import type { CheckedFile } from "../jobs/list-files.ts";
import { asOfDay } from "./as-of.ts";
import { type CommonOptions, configFrom, optionsFor, withCommonOptions, withInputFolder } from "./options.ts";
import { progressFor } from "./progress.ts";
import type { Terminal } from "./terminal.ts";

interface CheckOptions extends CommonOptions {
  readonly asOf?: string;
}

const examples = `
Examples:
  $ tierbook check                       what would be read as what; writes nothing
  $ tierbook check ~/exports
  $ tierbook check --json

Exit codes, those of a run: 0 all is well · 2 something to fix · 3 a data-quality limit would be crossed`;

/** Creates `tierbook check`, which reads config and inputs and writes nothing. */
export function checkCommand(terminal: Terminal): Command {
  return withCommonOptions(withInputFolder(new Command("check")))
    .description("show how each file would be read, and how a run would end; write nothing")
    .option("--as-of <day>", "the as-of day of the run to check for, YYYY-MM-DD (default: today)")
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
      terminal.stdout.write(options.json === true ? `${JSON.stringify(checked, null, 2)}\n` : checkText(checked));
      terminal.exitWith(checked.exit_code);
    });
}

/** Returns the text printed after a check. */
function checkText(checked: CheckedInputs): string {
  const { input, files, left_alone, notes, problems, limits_crossed } = checked;
  const lines = [
    input,
    ...files.flatMap(fileLines),
    ...left_alone.map((file) => `${printable(file)}\n  left alone`),
    "",
    ...notes.map((text) => `Note: ${printable(text)}`),
    ...limits_crossed.map(({ message }) => `Limit crossed: ${printable(message)}`),
    ...problems.map(formatProblem),
    endOfRun(checked),
  ];
  return `${lines.join("\n")}\n`;
}

function endOfRun({ files, problems, limits_crossed, exit_code }: CheckedInputs): string {
  const [can, code] = [`${counted(files.length, "file")} can be read`, `exit code ${exit_code}`];
  if (exit_code === 2) return `${counted(problems.length, "problem")}: a run would publish nothing (${code}).`;
  if (exit_code === 0) return `${can}; a run would cross no limit (${code}).`;
  return `${can}; a run would cross ${counted(limits_crossed.length, "limit")} (${code}).`;
}

function fileLines({ file, format, rows, months, partners, odd }: CheckedFile): string[] {
  const span = months.length === 0 ? "" : `, ${monthSpan(months)}`;
  const size = rows === undefined ? "" : `: ${counted(rows, "row")}${span}, ${counted(partners, "partner")} named`;
  return [printable(file), `  ${format}${size}`, ...odd.map((text) => `  ! ${printable(text)}`)];
}

function counted(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}

function monthSpan(months: readonly string[]): string {
  const [first, last] = [months[0] ?? "", months.at(-1) ?? ""];
  return first === last ? first : `${first} to ${last} (${months.length} months)`;
}
