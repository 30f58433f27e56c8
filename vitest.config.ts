import { defineConfig } from "vitest/config";

export default defineConfig({
  define: { PARTIALS_CODE: JSON.stringify("tests"), PARSED_CONFIG: "{}" },
  test: {
    globalSetup: ["test/build.ts"],
    include: ["test/**/*.test.ts"],
    maxWorkers: "100%",
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
