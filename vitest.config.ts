import { existsSync, statfsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { days, rough, runs, spark } from "./test/kinds.ts";
import { SlowestFirst } from "./test/slowest-first.ts";

/** Files in memory, where the system has a folder for that: the runs of the tests wait for the disk a seventh of their time. */
const memory = "/dev/shm";
/** Containers often have one of a few megabytes. */
const isRoomy = (path: string) => existsSync(path) && statfsSync(path).bavail * statfsSync(path).bsize > 2 ** 31;
const hasSpark = process.env["SPARK_HOME"] !== undefined;
if (!hasSpark) console.warn("SPARK_HOME is not set: the tests of test/spark/ are skipped.");

export default defineConfig({
  test: {
    // One more than cores, since most tests wait for the disk or for programs that they start.
    maxWorkers: availableParallelism() + 1,
    env: isRoomy(memory) ? { TMPDIR: memory } : {},
    testTimeout: 60_000,
    hookTimeout: 60_000,
    sequence: { sequencer: SlowestFirst },
    projects: [
      { extends: true, test: { name: "rough", include: rough, globalSetup: ["test/build.ts"], isolate: false } },
      { extends: true, test: { name: "runs", include: runs, globalSetup: ["test/build.ts"], isolate: false } },
      {
        extends: true,
        test: { name: "unit", include: ["test/**/*.test.ts"], exclude: [...rough, ...runs, ...spark], isolate: false },
      },
      ...(hasSpark
        ? [
            {
              extends: true as const,
              test: { name: "spark", include: spark, globalSetup: ["test/build.ts"], fileParallelism: false },
            },
          ]
        : []),
      {
        extends: true,
        test: { name: "days", include: days, globalSetup: ["test/build.ts"], env: { TZ: "Pacific/Auckland" } },
      },
    ],
  },
});
