import { Command, Option } from "commander";
import { InputError } from "../domain/input-error.ts";
import type { Side } from "../jobs/compare.ts";
import { asOfDay } from "./as-of.ts";
import { type CommonOptions, configFrom, withCommonOptions } from "./options.ts";
import { progressFor } from "./progress.ts";
import type { Terminal } from "./terminal.ts";

interface CompareOptions extends Omit<CommonOptions, "rules"> {
  readonly rules?: readonly string[];
  readonly asOf?: readonly string[];
  readonly files: boolean;
}

const examples = `
Examples:
  $ tierbook compare --rules cloud-platform-azure-consumption.yaml --rules cloud-platform-history.yaml --as-of 2017-11-30
  $ tierbook compare --as-of 2017-07-31 --as-of 2017-08-31
  $ tierbook compare --as-of 2017-07-31 --as-of 2017-08-31 --json --no-files

The inputs are read once for each side; no run is published. compare.csv and compare.xlsx are written to compare/ in the
output folder.
Exit codes: 0 compared · 2 something to fix`;

/** Creates `tierbook compare`: who gains or loses a tier, or gets closer, under other rules or on another day. */
export function compareCommand(terminal: Terminal): Command {
  const rules = new Option("--rules <file>", "rules file; twice to compare two").argParser(collect);
  return withCommonOptions(new Command("compare"), rules)
    .description("say who gains or loses a tier, or gets closer, under other rules or on another day, and why")
    .addOption(new Option("--as-of <day>", "YYYY-MM-DD; twice to compare two").argParser(collect))
    .option("--no-files", "print the table only; write no CSV and no workbook")
    .addHelpText("after", examples)
    .action(async (options: CompareOptions) => {
      assertTwoSides(options);
      const sides = { before: await sideOf(0, options, terminal), after: await sideOf(1, options, terminal) };
      const { compareSides, sayCompared, writeCompared } = await import("../jobs/compare.ts");
      const progress = progressFor(options.quiet === true, terminal.stderr);
      const compared = await compareSides({ ...sides, progress });
      const files = options.files ? await writeCompared(compared, sides) : [];
      const { mask } = sides.before.config.job.people;
      terminal.stdout.write(sayCompared(compared, { files, mask, json: options.json === true }));
    });
}

function collect(value: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, value];
}

function assertTwoSides({ rules = [], asOf = [] }: CompareOptions): void {
  if (rules.length <= 2 && asOf.length <= 2 && Math.max(rules.length, asOf.length) === 2) return;
  throw new InputError({
    file: "compare",
    code: "nothing-to-compare",
    found: `--rules ${rules.length} times and --as-of ${asOf.length} times`,
    expected: "one of the two twice, and neither more often",
    fix: "name two rules files, or two days",
  });
}

async function sideOf(
  index: 0 | 1,
  { rules = [], asOf = [], ...options }: CompareOptions,
  terminal: Terminal,
): Promise<Side> {
  const file = rules[index] ?? rules[0];
  const config = await configFrom({ ...options, ...(file === undefined ? {} : { rules: file }) }, terminal);
  return { config, asOf: asOfDay(asOf[index] ?? asOf[0], config.job.timeZone, terminal.now()) };
}
