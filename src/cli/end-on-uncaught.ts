import { failureOf } from "./failure.ts";

/**
 * Ends the process, with its message and exit code, at an error that reaches nobody: one of a stream whose reader has gone, or
 * of loading the program itself, such as one file too many. Without it the exit code would be that of a bug, or the process
 * would wait for what never comes.
 */
export function endOnUncaught({ stderr, exit }: Pick<NodeJS.Process, "stderr" | "exit">): (thrown: unknown) => never {
  return (thrown) => {
    const { code, message } = failureOf(thrown);
    stderr.write(`${message}\n`);
    return exit(code);
  };
}
