import { defineConfig } from "vitest/config";
import { days, rough, runs } from "./test/kinds.ts";
import { SlowestFirst } from "./test/slowest-first.ts";

export default defineConfig({
  test: {
    maxWorkers: "100%",
    testTimeout: 60_000,
    hookTimeout: 60_000,
    sequence: { sequencer: SlowestFirst },
    projects: [
      { extends: true, test: { name: "rough", include: rough, globalSetup: ["test/build.ts"] } },
      { extends: true, test: { name: "runs", include: runs, globalSetup: ["test/build.ts"], isolate: false } },
      {
        extends: true,
        test: { name: "unit", include: ["test/**/*.test.ts"], exclude: [...rough, ...runs], isolate: false },
      },
      {
        extends: true,
        test: { name: "days", include: days, globalSetup: ["test/build.ts"], env: { TZ: "Pacific/Auckland" } },
      },
    ],
  },
});
