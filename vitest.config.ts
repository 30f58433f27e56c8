import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    globalSetup: ["test/build.ts"],
    include: ["test/**/*.test.ts"],
    maxWorkers: "100%",
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
