#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { checkCommand } from "./cli/check-command.ts";
import { formatsCommand } from "./cli/formats-command.ts";
import { runCommand } from "./cli/run-command.ts";
import type { Terminal } from "./cli/terminal.ts";
import { InputError, LockedError } from "./domain/input-error.ts";
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
};

const program = new Command("tierbook")
  .description("Which Microsoft partners qualify for Silver and Gold, who is close, and which gaps remain.")
  .version(programVersion())
  .exitOverride()
  .addCommand(runCommand(terminal))
  .addCommand(checkCommand(terminal))
  .addCommand(formatsCommand(terminal));
for (const command of program.commands) command.exitOverride();

try {
  await program.parseAsync(process.argv);
} catch (error) {
  terminal.exitWith(codeOf(error));
}

/** Known problems print what to do; anything else is a bug and prints its stack. */
function codeOf(error: unknown): 0 | 1 | 2 | 4 {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof LockedError || error instanceof InputError) {
    terminal.stderr.write(`${error.message}\n`);
    return error instanceof LockedError ? 4 : 2;
  }
  terminal.stderr.write(
    `This is a bug in tierbook; nothing was published.\n${error instanceof Error ? error.stack : String(error)}\n`,
  );
  return 1;
}
