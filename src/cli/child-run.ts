import { spawn } from "node:child_process";
import { constants } from "node:os";
import type { GoingRun, RunEnd } from "../schedule/ports.ts";
import type { Terminal } from "./terminal.ts";

/** Number of lines kept from a run's messages. */
const linesKept = 50;

/**
 * Starts this program again in a child process, so that a failed run, even one that is out of memory, does not affect
 * the caller. The child's output goes to the caller's own streams.
 *
 * @param args - command and flags for the child
 */
export function startChild(args: readonly string[], terminal: Terminal): GoingRun {
  const [node, ...self] = terminal.self;
  const child = spawn(node, [...self, ...args], {
    cwd: terminal.cwd,
    env: terminal.env,
    stdio: ["ignore", "pipe", "pipe"],
    // In its own process group: Ctrl-C then reaches only the schedule, which gives the run some time to end.
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  const said: string[] = [];
  const passOn = (to: NodeJS.WritableStream) => (text: string) => {
    to.write(text);
    said.push(text);
    if (said.length > 1_000) said.splice(0, said.length, said.join("").slice(-100_000));
  };
  child.stdout.setEncoding("utf8").on("data", passOn(terminal.stdout));
  child.stderr.setEncoding("utf8").on("data", passOn(terminal.stderr));
  const ended = new Promise<RunEnd>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      const lastLines = said.join("").trimEnd().split("\n").slice(-linesKept);
      resolve({ code: code ?? codeOf(signal), cutShort: code === null, lastLines });
    });
  });
  return { ended, kill: () => void child.kill("SIGKILL") };
}

/** Returns the exit code that shells report for a signal: 128 plus its number. */
function codeOf(signal: NodeJS.Signals | null): number {
  return 128 + (signal === null ? 0 : constants.signals[signal]);
}
