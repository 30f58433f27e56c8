import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { jobFolder } from "../fixtures/job-folder.ts";
import { type HttpServer, httpServer } from "../notify/servers.ts";
import { root, smallInput, startCommand } from "../rough/command.ts";

/** `tierbook schedule`, running, for a night that was due this minute of last hour and has no report. */
function startSchedule(output: string, { check, args = [] }: { check?: HttpServer; args?: readonly string[] } = {}) {
  const input = join(output, "..", "input");
  const words = [join(root, "dist", "main.js"), "schedule", "--input", input, "--output", output, ...args];
  const env = { ...process.env, ...(check === undefined ? {} : { TIERBOOK_PING: check.address }) };
  const child = spawn(process.execPath, words, { cwd: join(output, ".."), env, stdio: ["ignore", "ignore", "pipe"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const said: string[] = [];
  child.stderr.setEncoding("utf8").on("data", (text: string) => said.push(text));
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const until = async (is: () => boolean) => {
    for (let tries = 0; !is(); tries += 1) {
      if (tries > 3_000) throw new Error(`not within a minute; said: ${said.join("")}`);
      await setTimeout(20);
    }
  };
  return { child, ended, until, said: () => said.join("") };
}

describe("tierbook schedule", () => {
  it("makes up for a missed night, says what comes next, and stops when asked", async () => {
    const check = await httpServer();
    const output = join(jobFolder(smallInput).root, "output");
    const schedule = startSchedule(output, { check, args: ["--quiet"] });
    await schedule.until(() => schedule.said().includes("Next: "));
    expect(schedule.said()).toMatch(/^Running for \d{4}-\d\d-\d\d.*\.\nThe run for .* has published its report/);
    expect(readdirSync(join(output, "latest"))).toContain("run.json");
    // Consumption of 2017 is too old today: published, and a limit is crossed.
    expect(check.requests.map(({ path }) => path)).toEqual(["/start", "/3"]);
    expect(check.requests[1]?.body).toContain("Limit crossed: ");

    schedule.child.kill("SIGTERM");
    expect(await schedule.ended).toBe(0);
    const again = startSchedule(output);
    await again.until(() => again.said().includes("Next: "));
    expect(again.said()).toMatch(/^Next: the run for \d{4}-\d\d-\d\d at \d{4}-\d\d-\d\d 05:15 \(UTC\), in /);
    again.child.kill("SIGHUP");
    expect(await again.ended).toBe(0);
  });

  it("asked twice, abandons the run that is going on and leaves nothing behind", async () => {
    const check = await httpServer();
    const output = join(jobFolder(smallInput).root, "output");
    // The sample with its workbook takes long enough to be still going on when asked the second time.
    const schedule = startSchedule(output, { check, args: ["--input", join(root, "input")] });
    await schedule.until(() => existsSync(join(output, "tierbook.lock")));
    schedule.child.kill("SIGTERM");
    await setTimeout(50);
    schedule.child.kill("SIGTERM");
    expect(await schedule.ended).toBe(143);
    expect(schedule.said()).toContain("The run was abandoned; the previous report is still the latest.\n");
    expect(readdirSync(join(output, "runs"))).toEqual([]);
    expect(readdirSync(output)).not.toContain("tierbook.lock");
    expect(check.requests.map(({ path }) => path)).toEqual(["/start", "/137"]);
  });

  it("exits with 2 where the config is broken", async () => {
    const output = join(jobFolder(smallInput).root, "output");
    const schedule = startSchedule(output, { args: ["--config", join(output, "nowhere")] });
    expect(await schedule.ended).toBe(2);
  });
});

describe("two runs started together", () => {
  it("come to one that is published and one that exits with 4", async () => {
    const output = join(jobFolder(smallInput).root, "output");
    const sample = ["--input", join(root, "input")];
    const codes = await Promise.all([startCommand(output, sample).ended, startCommand(output, sample).ended]);
    expect(codes.toSorted()).toEqual([0, 4]);
    expect(readdirSync(join(output, "runs"))).toHaveLength(1);
    expect(readdirSync(join(output, "latest"))).toContain("run.json");
  });
});
