import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "rolldown";
import { parseDocument } from "yaml";

/** Changes with anything that partials are made by: what was kept of an earlier version is then made afresh. */
function hashOfPartialsCode() {
  const hash = createHash("sha256").update(readFileSync("package-lock.json"));
  for (const folder of ["src/domain", "src/ingest", "src/sources"]) {
    for (const name of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, name)));
  }
  return hash.digest("hex");
}

/** The values of the shipped config files by SHA-256, so that a run need not parse again what nobody has changed. */
export function parsedConfig() {
  const names = readdirSync("config", { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".yaml"));
  return Object.fromEntries(
    names.sort().map((name) => {
      const bytes = readFileSync(join("config", name));
      const value = parseDocument(bytes.toString("utf8"), { schema: "failsafe" }).toJS();
      return [createHash("sha256").update(bytes).digest("hex"), value];
    }),
  );
}

/**
 * `dist/` is one file and what is loaded only when it is wanted: starting from hundreds of small modules takes longer than
 * reading a small input. Native code and what few runs need stay packages.
 */
export default defineConfig({
  input: "src/main.ts",
  platform: "node",
  transform: {
    define: { PARTIALS_CODE: JSON.stringify(hashOfPartialsCode()), PARSED_CONFIG: JSON.stringify(parsedConfig()) },
  },
  external: [/^@duckdb\/node-bindings/, /^exceljs$/, /^jszip$/, /^node-cron$/, /^nodemailer$/],
  output: { dir: "dist", format: "esm", sourcemap: true, cleanDir: true, chunkFileNames: "[name].js" },
});
