import { spawnSync } from "node:child_process";
import { truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { jobFolder } from "../fixtures/job-folder.ts";
import { root, runArguments } from "./command.ts";

/** Files so large that threads read them, and more of them than threads: holes, of which nobody gets to read a byte. */
const names = Array.from({ length: 20 }, (_, index) => `consumption/usage-${index}.csv`);
const header = "partner_id,customer_id,subscription_id,date,amount_usd,association\n";

describe("a run whose threads do not start", () => {
  it.each([
    { code: "EMFILE", status: 2, said: /EMFILE.*\n.*\n {2}Fix: raise the limit on open files/ },
    { code: "EBUG", status: 1, said: /This is a bug in tierbook/ },
  ])("for $code ends with $status", ({ code, status, said }) => {
    const { root: folder, input, output } = jobFolder(Object.fromEntries(names.map((name) => [name, header])));
    for (const [index, name] of names.entries()) truncateSync(join(input, name), 30 * 2 ** 20 + index);
    const thrower = join(folder, "no-thread.cjs");
    writeFileSync(
      thrower,
      `if (!require("node:worker_threads").isMainThread) throw Object.assign(new Error("${code}: no"), { code: "${code}" });`,
    );
    const ended = spawnSync(process.execPath, ["--require", thrower, ...runArguments(output)], {
      ...{ cwd: root, encoding: "utf8", timeout: 60_000, killSignal: "SIGKILL" },
    });
    expect(ended).toMatchObject({ status, signal: null, stderr: expect.stringMatching(said) });
  });
});

describe("a program that cannot be loaded since too many files are open", () => {
  it.skipIf(process.platform === "win32")("ends with what to do", () => {
    const { output } = jobFolder();
    const quoted = [process.execPath, ...runArguments(output)].map((word) => `'${word}'`).join(" ");
    const { status, stderr } = spawnSync("sh", ["-c", `ulimit -n 40; exec ${quoted}`], { cwd: root, encoding: "utf8" });
    expect(stderr).toMatch(/found EMFILE(?:.*\n)*? {2}Fix: raise the limit on open files/);
    expect(status).toBe(2);
  });
});
