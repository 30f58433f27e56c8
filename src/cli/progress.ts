import { SingleBar } from "cli-progress";
import { printable } from "../domain/text.ts";
import type { RunOptions } from "../jobs/run.ts";

type Progress = RunOptions["progress"];

/** Creates progress that prints only warnings. */
export function quietProgress(stderr: NodeJS.WritableStream): Progress {
  return { stage: () => {}, files: () => {}, warn: (message) => void stderr.write(`${message}\n`) };
}

/** Creates progress that prints one line per stage and per file, for logs. */
export function lineProgress(stderr: NodeJS.WritableStream): Progress {
  return {
    stage: (name) => void stderr.write(`${name}\n`),
    files: (done, of, file) => void stderr.write(`  ${done} of ${of}: ${printable(file)}\n`),
    warn: (message) => void stderr.write(`${message}\n`),
  };
}

/** Creates progress with a line for each stage and a bar for its files, for a terminal. */
export function barProgress(stderr: NodeJS.WriteStream): Progress {
  let bar: SingleBar | undefined;
  const stop = () => {
    bar?.stop();
    bar = undefined;
  };
  return {
    stage: (name) => {
      stop();
      stderr.write(`${name}\n`);
    },
    files: (done, of) => {
      if (bar === undefined) {
        bar = new SingleBar({
          format: "  {bar} {value} of {total} files",
          stream: stderr,
          hideCursor: true,
          clearOnComplete: true,
        });
        bar.start(of, 0);
      }
      bar.update(done);
      if (done === of) stop();
    },
    warn: (message) => void stderr.write(`${message}\n`),
  };
}

/** Returns the progress suited to where the messages go. */
export function progressFor(quiet: boolean, stderr: NodeJS.WriteStream): Progress {
  if (quiet) return quietProgress(stderr);
  return stderr.isTTY ? barProgress(stderr) : lineProgress(stderr);
}
