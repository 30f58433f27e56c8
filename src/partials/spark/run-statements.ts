import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { ClusterError } from "../../domain/input-error.ts";
import { plural, printable } from "../../domain/text.ts";

/** A command that runs statements, as job.yaml has it. */
export interface SparkCommand {
  readonly command: readonly string[];
  /** Path of the file with the statements. */
  readonly sql: string;
  /** Working folder of the command, where Spark leaves what it likes. */
  readonly folder: string;
  readonly timeoutMinutes: number;
}

/** A command that is running. */
export interface RunningCommand {
  /** Rejects with a ClusterError unless the command exits with 0. */
  readonly ended: Promise<void>;
  /** Ends it, if it has not ended. */
  kill(): Promise<void>;
}

/** Number of lines shown of what the command said last. */
const linesShown = 20;
/** Characters kept of what the command says. */
const kept = 50_000;
/** After that long, a command that was asked to end is killed. */
const graceMs = 10_000;

/** Starts a command of the operator's. Its output is only shown where it fails. */
export function runStatements({ command, sql, folder, timeoutMinutes }: SparkCommand): RunningCommand {
  const [program = "", ...args] = command.map((part) => part.replaceAll("{sql}", sql));
  const child = spawn(program, args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"], windowsHide: true });
  const said = tailOf(child);
  const end: { timedOut?: true } = {};
  const timer = setTimeout(() => {
    end.timedOut = true;
    void stop(child);
  }, timeoutMinutes * 60_000);
  const ended = new Promise<void>((resolve, reject) => {
    child.once("error", (error) => reject(notStarted(program, error)));
    child.once("close", (code, signal) => {
      if (code === 0) resolve();
      else
        reject(
          failed(
            end.timedOut
              ? `a command that was still at work after ${plural(timeoutMinutes, "minute", "minutes")}`
              : endOf(code, signal),
            said(),
          ),
        );
    });
  }).finally(() => clearTimeout(timer));
  // Callers that await it still get the error; if none does, it must not become an unhandled rejection.
  ended.catch(() => undefined);
  return { ended, kill: () => stop(child) };
}

function tailOf({ stdout, stderr }: ChildProcess): () => string {
  let said = "";
  for (const stream of [stdout, stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      said = `${said}${text}`.slice(-kept);
    });
  }
  return () => said;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, "exit");
  child.kill();
  const timer = setTimeout(() => child.kill("SIGKILL"), graceMs);
  await closed;
  clearTimeout(timer);
}

function endOf(code: number | null, signal: NodeJS.Signals | null): string {
  return code === null ? `a command that was ended by ${signal}` : `a command that ended with exit code ${code}`;
}

function notStarted(program: string, error: NodeJS.ErrnoException): ClusterError {
  const problem = {
    file: "spark.command",
    code: "spark-not-started",
    found: `${program}, which cannot be started (${error.code ?? error.message})`,
    expected: "a program that runs a file of Spark SQL",
    fix: "write its full path into job.yaml and let this user run it, or set `engine: embedded`",
  };
  return new ClusterError(problem, { cause: error });
}

function failed(found: string, said: string): ClusterError {
  // A stack has a hundred lines behind the one that says something.
  const worth = said.split("\n").filter((line) => line.trim() !== "" && !/^\s+(?:at |\.\.\. \d)/.test(line));
  const lines = worth.slice(-linesShown).map((line) => `    ${printable(line)}`);
  return new ClusterError({
    file: "spark.command",
    code: "spark-failed",
    found,
    expected: "exit code 0 once all groups are written",
    fix: `put right what it says, and run again, or set \`engine: embedded\`. It said last:\n${lines.join("\n")}`,
  });
}
