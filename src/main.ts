import { fileURLToPath } from "node:url";
import { Command, CommanderError } from "commander";
import { checkCommand } from "./cli/check-command.ts";
import { compareCommand } from "./cli/compare-command.ts";
import { explainCommand } from "./cli/explain-command.ts";
import { failureOf } from "./cli/failure.ts";
import { formatsCommand } from "./cli/formats-command.ts";
import { outliveOutput } from "./cli/lost-output.ts";
import { runCommand } from "./cli/run-command.ts";
import { scheduleCommand } from "./cli/schedule-command.ts";
import { type ExitCode, stopSignals, type Terminal } from "./cli/terminal.ts";
import { whatIfCommand } from "./cli/what-if-command.ts";
import { programVersion } from "./version.ts";

const terminal: Terminal = {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  now: () => new Date(),
  exitWith: (code) => {
    process.exitCode = code;
  },
  leave: (code) => process.exit(code),
  onStop: (listener) => {
    for (const signal of stopSignals) process.on(signal, () => listener(signal));
  },
  self: [process.execPath, ...process.execArgv, fileURLToPath(new URL("main.js", import.meta.url))],
};

const program = new Command("tierbook")
  .description("Which Microsoft partners qualify for Silver and Gold, who is close, and which gaps remain.")
  .version(programVersion())
  .exitOverride()
  .addCommand(runCommand(terminal))
  .addCommand(scheduleCommand(terminal))
  .addCommand(explainCommand(terminal))
  .addCommand(whatIfCommand(terminal))
  .addCommand(compareCommand(terminal))
  .addCommand(checkCommand(terminal))
  .addCommand(formatsCommand(terminal));
for (const command of program.commands) command.exitOverride();

// What a run publishes does not depend on who listens; of any other command the output is all there is.
outliveOutput(process, ({ code, message }) => {
  const lost = `hat was to be said on stdout is lost (${code ?? message}); make room where it goes.\n`;
  const publishes = ["run", "schedule"].includes(process.argv[2] ?? "");
  terminal.stderr.write(publishes ? `Warning: w${lost}` : `W${lost}`);
  if (!publishes) terminal.exitWith(2);
});

/** Fulfilled once the command has done what it was asked to, or has said why not. */
export const ended = program.parseAsync(process.argv).then(
  () => {},
  (error: unknown) => terminal.exitWith(codeOf(error)),
);

/** Known problems print what to do; anything else is a bug and prints its stack. */
function codeOf(error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const { code, message } = failureOf(error);
  terminal.stderr.write(`${message}\n`);
  return code;
}
