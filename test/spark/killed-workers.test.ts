import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { InputError } from "../../src/domain/input-error.ts";
import { jobFolder } from "../fixtures/job-folder.ts";
import { clusterFolder, clusterMaster, configFor, expectSameRun, publishedRun, sparkSettings } from "./spark-job.ts";
import { usageFiles } from "./usage-folder.ts";

const script = join(import.meta.dirname, "cluster.sh");
const killWorker = (worker: number) => execFileSync(script, ["kill-worker", clusterFolder, String(worker)]);

const applications = join(clusterFolder, "work");
const startedSoFar = () => (existsSync(applications) ? readdirSync(applications) : []);

/** Waits until the executors of an application that was not there before have done some tasks, as their logs say. */
async function awaitTasks(before: readonly string[], count: number): Promise<void> {
  for (let tries = 0; tries < 900; tries += 1) {
    const started = startedSoFar().filter((name) => !before.includes(name));
    const logs = started.flatMap((name) =>
      readdirSync(join(applications, name)).map((id) => join(applications, name, id, "stderr")),
    );
    const texts = logs.filter((log) => existsSync(log)).map((log) => readFileSync(log, "utf8"));
    if (texts.join("").split("Finished task").length > count) return;
    await setTimeout(100);
  }
  throw new Error(`no ${count} tasks were done within 90 s`);
}

/** A job of some hundred tasks. */
function longJob() {
  const folder = jobFolder(usageFiles(2, 12_000));
  const conf = { "spark.sql.files.maxPartitionBytes": 8_192, "spark.sql.files.openCostInBytes": 1 };
  return { folder, before: startedSoFar(), settings: sparkSettings(folder, { conf }) };
}

describe.skipIf(clusterMaster === undefined)("workers that are killed in the middle of a job", () => {
  afterEach(() => {
    for (const worker of [1, 2]) {
      if (!existsSync(join(clusterFolder, `worker-${worker}.pid`)))
        execFileSync(script, ["worker", clusterFolder, String(worker)]);
    }
  });

  it("do no harm where another one is left: the same bytes", async () => {
    const { folder, before, settings } = longJob();
    const runId = "20170815T000000Z-killed";
    const running = folder.run({ runId, config: configFor(folder, "spark", settings) });
    await awaitTasks(before, 10);
    killWorker(2);
    const run = publishedRun((await running).folder);
    expect(run.engine.read_by["spark"]?.files).toBe(2);
    const embedded = publishedRun((await folder.run({ runId, config: configFor(folder, "embedded") })).folder);
    expectSameRun(run, embedded);
  }, 300_000);

  it("end the run where none is left: nothing is published, and the next embedded run is right", async () => {
    const { folder, before, settings } = longJob();
    const running = folder.run({ config: configFor(folder, "output", { ...settings, timeoutMinutes: 1 }) });
    running.catch(() => undefined);
    await awaitTasks(before, 10);
    for (const worker of [1, 2]) killWorker(worker);
    const error = await running.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(InputError);
    expect(error).toMatchObject({ problems: [{ code: "spark-failed", found: expect.stringContaining("1 minute") }] });
    expect(existsSync(join(folder.output, "latest"))).toBe(false);
    expect(readdirSync(settings.stagePath)).toEqual([]);
    const { report } = await folder.run();
    expect(report.totals.read.rows).toBe(24_000);
  }, 300_000);
});
