import { SingleBar } from "cli-progress";
import type { RunOptions } from "../jobs/run.ts";

type Progress = RunOptions["progress"];

/** Prints warnings only. */
export function quietProgress(stderr: NodeJS.WritableStream): Progress {
  return { stage: () => {}, files: () => {}, warn: (message) => void stderr.write(`${message}\n`) };
}

/** Prints one line per stage, for logs. */
export function lineProgress(stderr: NodeJS.WritableStream): Progress {
  return {
    stage: (name) => void stderr.write(`${name}\n`),
    files: (done, of, file) => void stderr.write(`  ${done} of ${of}: ${file}\n`),
    warn: (message) => void stderr.write(`${message}\n`),
  };
}

/** A line for each stage and a bar for its files, for a person at a terminal. */
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

/** The progress that fits where the messages go. */
export function progressFor(quiet: boolean, stderr: NodeJS.WriteStream): Progress {
  if (quiet) return quietProgress(stderr);
  return stderr.isTTY ? barProgress(stderr) : lineProgress(stderr);
}
