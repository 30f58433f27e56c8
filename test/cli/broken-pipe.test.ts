import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { jobFolder } from "../fixtures/job-folder.ts";
import { expectWholeLatest, main, root, runArguments, smallInput } from "../rough/command.ts";

/** A device on which every write fails for want of space. */
const fullDevice = "/dev/full";

interface Outputs {
  readonly stdout: "full" | "gone" | "ignore";
  readonly stderr: "full" | "gone" | "pipe";
}

/** Runs the built program with outputs that take nothing. */
async function runWith(args: readonly string[], outputs: Outputs): Promise<{ code: number | null; stderr: string }> {
  const full = openSync(existsSync(fullDevice) ? fullDevice : "/dev/null", "w");
  const place = { full, gone: "pipe", pipe: "pipe", ignore: "ignore" } as const;
  const stdio = ["ignore" as const, place[outputs.stdout], place[outputs.stderr]];
  const child = spawn(process.execPath, args, { cwd: root, stdio });
  closeSync(full);
  if (outputs.stdout === "gone") child.stdout?.destroy();
  if (outputs.stderr === "gone") child.stderr?.destroy();
  let stderr = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, stderr })));
}

describe.skipIf(!existsSync(fullDevice))("output that cannot be written", () => {
  it("is told of, but a run is published, and its exit code says so", async () => {
    const { output } = jobFolder(smallInput);
    const { code, stderr } = await runWith(runArguments(output), { stdout: "full", stderr: "pipe" });
    expect(code).toBe(0);
    expect(stderr).toBe("Warning: what was to be said on stdout is lost (ENOSPC); make room where it goes.\n");
    expectWholeLatest(output);
  });

  it.each(["full", "gone"] as const)("ends no run halfway where messages are lost, too (%s)", async (where) => {
    const { output } = jobFolder(smallInput);
    const loud = runArguments(output).filter((word) => word !== "--quiet");
    expect((await runWith(loud, { stdout: where, stderr: where })).code).toBe(0);
    expect(existsSync(join(output, "latest", "run.json"))).toBe(true);
    expect(existsSync(join(output, "tierbook.lock"))).toBe(false);
  });

  it("is something to fix where it is all that was asked for, unless its reader has seen enough", async () => {
    const { code, stderr } = await runWith([main, "formats"], { stdout: "full", stderr: "pipe" });
    expect([code, stderr]).toEqual([2, "What was to be said on stdout is lost (ENOSPC); make room where it goes.\n"]);
    expect(await runWith([main, "formats"], { stdout: "gone", stderr: "pipe" })).toEqual({ code: 0, stderr: "" });
  });
});
