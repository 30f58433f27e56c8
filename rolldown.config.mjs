import { defineConfig } from "rolldown";

/**
 * `dist/` is one file and what is loaded only when it is wanted: starting from hundreds of small modules takes longer than
 * reading a small input. Native code and what few runs need stay packages.
 */
export default defineConfig({
  input: "src/main.ts",
  platform: "node",
  external: [/^@duckdb\/node-bindings/, /^exceljs$/, /^jszip$/, /^node-cron$/, /^nodemailer$/],
  output: { dir: "dist", format: "esm", sourcemap: true, cleanDir: true, chunkFileNames: "[name].js" },
});
