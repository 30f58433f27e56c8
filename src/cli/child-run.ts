import { spawn } from "node:child_process";
import { constants } from "node:os";
import type { GoingRun, RunEnd } from "../schedule/ports.ts";
import type { Terminal } from "./terminal.ts";

/** Lines of a run's messages that are kept. */
const linesKept = 50;

/**
 * Starts this program once more, as a process of its own: what becomes of that one, be it out of memory, leaves the caller
 * unharmed. What it says goes to the caller's own outputs.
 *
 * @param args - its command and flags
 */
export function startChild(args: readonly string[], terminal: Terminal): GoingRun {
  const [node, ...self] = terminal.self;
  const child = spawn(node, [...self, ...args], {
    cwd: terminal.cwd,
    env: terminal.env,
    stdio: ["ignore", "pipe", "pipe"],
    // In a group of its own, Ctrl-C reaches the schedule alone, which then gives the run some time.
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

/** As shells count them: 128 and the number of the signal. */
function codeOf(signal: NodeJS.Signals | null): number {
  return 128 + (signal === null ? 0 : constants.signals[signal]);
}
