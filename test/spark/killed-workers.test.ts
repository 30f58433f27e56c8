import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { InputError } from "../../src/domain/input-error.ts";
import { jobFolder } from "../fixtures/job-folder.ts";
import { clusterFolder, clusterMaster, configFor, expectSameRun, publishedRun, sparkSettings } from "./spark-job.ts";
import { usageFiles } from "./usage-folder.ts";

const script = join(import.meta.dirname, "cluster.sh");
const killWorker = (worker: number) => execFileSync(script, ["kill-worker", clusterFolder, String(worker)]);

/** Waits until executors have done some tasks of the newest application, as its log of events says. */
async function awaitTasks(events: string, count: number): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const [log] = readdirSync(events).filter((name) => !name.startsWith("."));
    const done =
      log === undefined ? 0 : readFileSync(join(events, log), "utf8").split('"SparkListenerTaskEnd"').length - 1;
    if (done >= count) return;
    await setTimeout(100);
  }
  throw new Error(`no ${count} tasks were done within a minute`);
}

/** A job of some hundred tasks, whose events are logged at once. */
function longJob() {
  const folder = jobFolder(usageFiles(2, 12_000));
  const events = join(folder.root, "events");
  mkdirSync(events);
  const conf = {
    "spark.sql.files.maxPartitionBytes": 16_384,
    "spark.sql.files.openCostInBytes": 1,
    "spark.eventLog.enabled": true,
    "spark.eventLog.dir": `file://${events.replaceAll(" ", "%20")}`,
    "spark.eventLog.buffer.kb": "1k",
  };
  return { folder, events, settings: sparkSettings(folder, { conf }) };
}

describe.skipIf(clusterMaster === undefined)("workers that are killed in the middle of a job", () => {
  afterEach(() => {
    for (const worker of [1, 2]) {
      if (!existsSync(join(clusterFolder, `worker-${worker}.pid`)))
        execFileSync(script, ["worker", clusterFolder, String(worker)]);
    }
  });

  it("do no harm where another one is left: the same bytes", async () => {
    const { folder, events, settings } = longJob();
    const runId = "20170815T000000Z-killed";
    const running = folder.run({ runId, config: configFor(folder, "spark", settings) });
    await awaitTasks(events, 10);
    killWorker(2);
    const run = publishedRun((await running).folder);
    expect(run.engine.read_by["spark"]?.files).toBe(2);
    const embedded = publishedRun((await folder.run({ runId, config: configFor(folder, "embedded") })).folder);
    expectSameRun(run, embedded);
  }, 300_000);

  it("end the run where none is left: nothing is published, and the next embedded run is right", async () => {
    const { folder, events, settings } = longJob();
    const running = folder.run({ config: configFor(folder, "output", { ...settings, timeoutMinutes: 1 }) });
    running.catch(() => undefined);
    await awaitTasks(events, 10);
    for (const worker of [1, 2]) killWorker(worker);
    const error = await running.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(InputError);
    expect(error).toMatchObject({ problems: [{ code: "spark-failed", found: expect.stringContaining("1 minutes") }] });
    expect(existsSync(join(folder.output, "latest"))).toBe(false);
    expect(readdirSync(settings.stagePath)).toEqual([]);
    const { report } = await folder.run();
    expect(report.totals.read.rows).toBe(24_000);
  }, 300_000);
});
