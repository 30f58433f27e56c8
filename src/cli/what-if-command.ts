import { Command } from "commander";
import { type Month, parseDay } from "../domain/day.ts";
import { InputError, type InputProblem } from "../domain/input-error.ts";
import { parseAmount } from "../domain/money.ts";
import type { WhatIfQuestion } from "../jobs/what-if.ts";
import { asOfDay } from "./as-of.ts";
import { type CommonOptions, configFrom, withCommonOptions } from "./options.ts";
import { progressFor } from "./progress.ts";
import type { Terminal } from "./terminal.ts";
import { whatIfJson } from "./what-if-json.ts";
import { whatIfText } from "./what-if-text.ts";

interface WhatIfOptions extends CommonOptions {
  readonly asOf?: string;
  readonly addUsd?: string;
  readonly inMonth?: string;
  readonly addPeople?: string;
  readonly route?: string;
}

const examples = `
Examples:
  $ tierbook what-if 1303377                                        where it stands, and the ways to its next tier
  $ tierbook what-if 1303377 --add-usd 5000                         5,000 dollars more in the last month of the window
  $ tierbook what-if 1303377 --add-usd 5000 --in-month 2017-09      or in a month to come, beyond what is projected
  $ tierbook what-if 1303377 --add-people 1 --route exams --json

The inputs are read as a run reads them; nothing is published.
Exit codes: 0 answered · 2 something to fix`;

/** Creates `tierbook what-if`: one partner as it is, and with something added. */
export function whatIfCommand(terminal: Terminal): Command {
  return withCommonOptions(new Command("what-if"))
    .description(
      "show a partner's tier with more consumption or people, and what the next tier takes, and what its next tier takes",
    )
    .argument("<partner>", "partner id, as in partners.csv")
    .option("--as-of <day>", "the as-of day, YYYY-MM-DD (default: today in the job's time zone)")
    .option("--add-usd <amount>", "dollars that count, in one month")
    .option("--in-month <month>", "the month they are in, YYYY-MM (default: the last one of the window)")
    .option("--add-people <number>", "persons who pass on the as-of day")
    .option(
      "--route <id>",
      "what they pass, e.g. assessments or exams (default: the route with the most people so far)",
    )
    .addHelpText("after", examples)
    .action(async (partner: string, options: WhatIfOptions) => {
      const config = await configFrom(options, terminal);
      const { askWhatIf } = await import("../jobs/what-if.ts");
      const answer = await askWhatIf({
        config,
        asOf: asOfDay(options.asOf, config.job.timeZone, terminal.now()),
        question: questionFrom(partner, options),
        progress: progressFor(options.quiet === true, terminal.stderr),
      });
      const asJson = options.json === true;
      terminal.stdout.write(asJson ? `${JSON.stringify(whatIfJson(answer), null, 2)}\n` : whatIfText(answer));
    });
}

/**
 * Reads the question from the flags.
 *
 * @throws InputError with every flag that cannot be read
 */
function questionFrom(partner: string, options: WhatIfOptions): WhatIfQuestion {
  const addUsd = parseAmount(options.addUsd ?? "0");
  const addPeople = wholeNumber(options.addPeople ?? "0");
  const inMonth = options.inMonth === undefined ? undefined : monthFrom(options.inMonth);
  const problems: InputProblem[] = [];
  if (addUsd === undefined) {
    problems.push(wrong("--add-usd", options.addUsd, "an amount such as 5000 or 1234.50", "write it with a point"));
  }
  if (addPeople === undefined) {
    problems.push(wrong("--add-people", options.addPeople, "a whole number from 0 to 1000", "write digits only"));
  }
  if (options.inMonth !== undefined && inMonth === undefined) {
    problems.push(wrong("--in-month", options.inMonth, "a month as YYYY-MM, e.g. 2017-09", "correct the month"));
  }
  if (addUsd === undefined || addPeople === undefined || problems.length > 0) throw new InputError(problems);
  return { partnerId: partner.trim(), addUsd, inMonth, addPeople, route: options.route };
}

function wrong(file: string, found: string | undefined, ...[expected, fix]: [string, string]): InputProblem {
  return { code: "bad-flag", file, found: found || "nothing", expected, fix };
}

function monthFrom(text: string): Month | undefined {
  return /^\d{4}-\d{2}$/.test(text) && parseDay(text) !== undefined ? text : undefined;
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,4}$/.test(text) && Number(text) <= 1000 ? Number(text) : undefined;
}
