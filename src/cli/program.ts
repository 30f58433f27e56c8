import { fileURLToPath } from "node:url";
import { Command, CommanderError } from "commander";
import { programVersion } from "../config/version.ts";
import { checkCommand } from "./check-command.ts";
import { compareCommand } from "./compare-command.ts";
import { explainCommand } from "./explain-command.ts";
import { failureOf } from "./failure.ts";
import { fetchCommand } from "./fetch-command.ts";
import { formatsCommand } from "./formats-command.ts";
import { runCommand } from "./run-command.ts";
import { scheduleCommand } from "./schedule-command.ts";
import { type ExitCode, stopSignals, type Terminal } from "./terminal.ts";
import { whatIfCommand } from "./what-if-command.ts";

/**
 * Runs the command given by the arguments, in this process.
 *
 * @param main - the script that starts the program; `schedule` starts it again for each run
 */
export async function runProgram(main: URL, argv: readonly string[]): Promise<void> {
  const terminal = processTerminal(main);
  const program = new Command("tierbook")
    .description("Which Microsoft partners qualify for Silver and Gold, who is close, and which gaps remain.")
    .version(programVersion())
    .exitOverride();
  for (const command of [
    runCommand(terminal),
    scheduleCommand(terminal),
    fetchCommand(terminal),
    explainCommand(terminal),
    whatIfCommand(terminal),
    compareCommand(terminal),
    checkCommand(terminal),
    formatsCommand(terminal),
  ]) {
    program.addCommand(command.exitOverride());
  }

  // A run publishes its report even if nobody reads its output; the output of other commands is their only result.
  outliveOutput(process, ({ code, message }) => {
    const lost = `hat was to be said on stdout is lost (${code ?? message}); make room where it goes.\n`;
    const publishes = ["run", "schedule"].includes(argv[2] ?? "");
    terminal.stderr.write(publishes ? `Warning: w${lost}` : `W${lost}`);
    if (!publishes) terminal.exitWith(2);
  });

  try {
    await program.parseAsync(argv);
  } catch (error) {
    endWith(codeOf(error, terminal), terminal);
  }
}

/** Time for threads and files that a failed command has left open. */
const lingerMs = 10_000;

/** Ends the process once nothing is going on any more, and in the end also where something still is, such as a share that hangs. */
function endWith(code: ExitCode, terminal: Terminal): void {
  terminal.exitWith(code);
  setTimeout(() => terminal.leave(code), lingerMs).unref();
}

/**
 * Ignores failed writes to the outputs: a log on a full disk, or a reader that has stopped reading, must not end a run
 * halfway.
 *
 * @param onLost - called when stdout cannot be written to, except when its reader has closed it
 */
function outliveOutput(
  { stdout, stderr }: Pick<NodeJS.Process, "stdout" | "stderr">,
  onLost: (error: NodeJS.ErrnoException) => void,
): void {
  stderr.on("error", () => {});
  stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") onLost(error);
  });
}

function processTerminal(main: URL): Terminal {
  return {
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
    self: [process.execPath, ...process.execArgv, fileURLToPath(main)],
  };
}

/**
 * Prints an error and returns its exit code. Known problems say what to do; anything else is a bug and shows its stack.
 */
function codeOf(error: unknown, { stderr }: Terminal): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const { code, message } = failureOf(error);
  stderr.write(`${message}\n`);
  return code;
}
