import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { Command, Option } from "commander";
import { InputError } from "../domain/input-error.ts";
import { type Tier, tiers } from "../domain/tier.ts";
import { asOfDay } from "./as-of.ts";
import { explainJson } from "./explain-json.ts";
import { explainText } from "./explain-text.ts";
import { type CommonOptions, configFrom, withCommonOptions } from "./options.ts";
import { progressFor } from "./progress.ts";
import type { Terminal } from "./terminal.ts";

interface ExplainOptions extends CommonOptions {
  readonly asOf?: string;
  readonly tier?: Tier;
  readonly rows?: string;
}

const examples = `
Examples:
  $ tierbook explain 1303377                            why the last report gives this partner its result
  $ tierbook explain 1303377 --tier gold                only what gold asks for
  $ tierbook explain 1303377 --rows rows.csv            every row that counts, with its file and line
  $ tierbook explain 1303377 --as-of 2017-07-31 --json  the last report as of a day; everything, as JSON

It reads what the last run kept and the partner's files; nothing is published. The exports, the config and the rules must
be as they were when the report was made.
Exit codes: 0 explained · 1 a bug · 2 something to fix`;

/** Creates `tierbook explain`: one partner's verdict, down to the rows. */
export function explainCommand(terminal: Terminal): Command {
  return withCommonOptions(new Command("explain"))
    .description("explain a partner's result in the last report, down to file and line")
    .argument("<partner>", "partner id, as in partners.csv")
    .addOption(new Option("--tier <tier>", "only this tier (default: all of them)").choices([...tiers]))
    .option("--as-of <day>", "explain the last report as of this day, YYYY-MM-DD (default: the latest report)")
    .option("--rows <file>", "write every row that counts to this CSV file: file, line, day, amount_usd, …")
    .addHelpText("after", examples)
    .action(async (partner: string, options: ExplainOptions) => {
      const config = await configFrom(options, terminal);
      const rowsFile = options.rows === undefined ? undefined : newFile(resolve(terminal.cwd, options.rows));
      const [{ explainPartner }, { writeRows }] = await Promise.all([
        import("../jobs/explain.ts"),
        import("../report/tables/evidence-rows.ts"),
      ]);
      const explanation = await explainPartner({
        config,
        partnerId: partner.trim(),
        tier: options.tier,
        asOf: options.asOf === undefined ? undefined : asOfDay(options.asOf, config.job.timeZone, terminal.now()),
        progress: progressFor(options.quiet === true, terminal.stderr),
      });
      if (rowsFile !== undefined) await writeRows(rowsFile, explanation.consumption.rows, config.job.csv);
      const asJson = options.json === true;
      terminal.stdout.write(
        asJson ? `${JSON.stringify(explainJson(explanation), null, 2)}\n` : explainText(explanation),
      );
      if (rowsFile !== undefined && !asJson) {
        const { length } = explanation.consumption.rows;
        terminal.stdout.write(`\n${length} ${length === 1 ? "row" : "rows"} written to ${rowsFile}\n`);
      }
    });
}

/**
 * Returns the path of a new file.
 *
 * @throws InputError when the file exists: files of the operator are never overwritten
 */
function newFile(path: string): string {
  if (!existsSync(path)) return path;
  throw new InputError({
    file: "--rows",
    code: "file-exists",
    found: `${path}, which already exists`,
    expected: "the name of a new file",
    fix: "choose another name, or move the file away",
  });
}
