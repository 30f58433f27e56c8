import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { jobFolder } from "../fixtures/job-folder.ts";
import { root, runArguments, runCommand, smallInput } from "../rough/command.ts";

/** Has something go wrong beside a run, once the program has taken such things over. */
const beside = (wrong: string) => `
  const timer = setInterval(() => {
    if (process.listenerCount("uncaughtException") === 0) return;
    clearInterval(timer);
    const fault = Object.assign(new Error("EIO: i/o error, read"), { code: "EIO", path: "/share/usage.csv" });
    ${wrong};
  });`;

describe("an error that reaches nobody", () => {
  it.each([
    ["a disk that fails", "throw fault", 2, /^\/share\/usage\.csv: found EIO: i\/o error, read\n.*\n {2}Fix: the disk/],
    ["a disk that fails, in a promise", "Promise.reject(fault)", 2, /^\/share\/usage\.csv: found EIO/],
    [
      "a bug",
      'throw new Error("beside")',
      1,
      /^This is a bug in tierbook; nothing was published\.\nError: beside\n {4}at /,
    ],
    ["a bug, in a promise", 'Promise.reject(new Error("beside"))', 1, /^This is a bug in tierbook.*\nError: beside\n/],
  ])("ends the process with the exit code of %s, and the next run completes", (_, wrong, code, said) => {
    const { root: folder, output } = jobFolder(smallInput);
    const preload = join(folder, "beside.cjs");
    writeFileSync(preload, beside(wrong));
    const ended = spawnSync(process.execPath, ["--require", preload, ...runArguments(output)], {
      ...{ cwd: root, encoding: "utf8", timeout: 60_000, killSignal: "SIGKILL" },
    });
    expect(ended).toMatchObject({ status: code, signal: null, stderr: expect.stringMatching(said) });
    expect(runCommand(output, ["--no-workbook"]).status).toBe(0);
  });
});
