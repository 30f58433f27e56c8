import { PassThrough } from "node:stream";
import type { Terminal } from "../../src/cli/terminal.ts";

/** A terminal whose outputs can be read. */
export interface FakeTerminal {
  readonly terminal: Terminal;
  stdout(): string;
  stderr(): string;
  /** The last code given, if any. */
  code(): number | undefined;
}

/**
 * Makes a terminal for one command.
 *
 * @param cwd - absolute
 * @param env - all of it
 */
export function fakeTerminal(cwd: string, env: Readonly<Record<string, string>> = {}): FakeTerminal {
  const [stdout, stderr] = [sink(), sink()];
  let code: number | undefined;
  const terminal: Terminal = {
    stdout: stdout.stream,
    stderr: stderr.stream,
    env,
    cwd,
    now: () => new Date(),
    exitWith: (given) => {
      code = given;
    },
    leave: (given) => {
      code = given;
    },
    onStop: () => {},
    self: [process.execPath],
  };
  return { terminal, stdout: stdout.text, stderr: stderr.text, code: () => code };
}

function sink(): { stream: NodeJS.WriteStream; text: () => string } {
  const written: string[] = [];
  const stream = new PassThrough().on("data", (part: Buffer) => written.push(part.toString("utf8")));
  return { stream: stream as unknown as NodeJS.WriteStream, text: () => written.join("") };
}
