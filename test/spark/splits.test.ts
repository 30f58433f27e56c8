import { describe, expect, it } from "vitest";
import { jobFolder } from "../fixtures/job-folder.ts";
import { clusterMaster, configFor, expectSameRun, publishedRun, sparkSettings } from "./spark-job.ts";
import { usageFiles } from "./usage-folder.ts";

const ways = [
  {
    name: "in blocks of 64 kB, seven partitions, two workers",
    ...{ maxCores: 2, bytes: 65_536, partitions: 7, tasks: clusterMaster ?? "local[2]" },
  },
  {
    name: "in blocks of 128 MB, one partition, one worker",
    ...{ maxCores: 1, bytes: 134_217_728, partitions: 1, tasks: clusterMaster ?? "local[1]" },
  },
];

describe("the outputs of a run", () => {
  it("do not depend on how Spark splits its work", async () => {
    const folder = jobFolder(usageFiles(3, 6_000));
    const runId = "20170815T000000Z-splits";
    const embedded = publishedRun((await folder.run({ runId, config: configFor(folder, "embedded") })).folder);
    for (const [index, { maxCores, bytes, partitions, tasks }] of ways.entries()) {
      const conf = {
        "spark.cores.max": maxCores,
        "spark.sql.files.maxPartitionBytes": bytes,
        "spark.sql.files.openCostInBytes": 1,
        "spark.sql.shuffle.partitions": partitions,
        "spark.sql.adaptive.enabled": false,
      };
      const config = configFor(folder, `spark-${index}`, sparkSettings(folder, { conf, master: tasks }));
      const run = publishedRun((await folder.run({ runId, config })).folder);
      expect(run.engine.read_by["spark"]?.files).toBe(3);
      expectSameRun(run, embedded);
    }
  }, 400_000);
});
