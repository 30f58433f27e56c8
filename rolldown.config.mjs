import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
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
 * Has the program run the sample twice, the second time on top of the first as in a night, and keep what Node compiled of it:
 * it starts faster. It starts without, too, so nothing here fails the build.
 */
function keepCompiled() {
  const output = mkdtempSync(join(tmpdir(), "tierbook-build-"));
  const run = ["dist/main.js", "run", "--as-of", "2017-08-15", "--quiet", "--no-workbook", "--output", output];
  try {
    for (const keep of [{}, { TIERBOOK_KEEP_COMPILED: "1" }]) {
      execFileSync(process.execPath, run, { env: { ...process.env, ...keep }, stdio: "ignore" });
    }
  } catch (error) {
    process.stderr.write(`The program starts more slowly: what was compiled could not be kept (${String(error)})\n`);
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

/**
 * `dist/` is one file and what is loaded only when it is wanted: starting from hundreds of small modules takes longer than
 * reading a small input. Native code and what few runs need stay packages. `main.js` starts it.
 */
export default defineConfig({
  input: { main: "src/launch.ts", tierbook: "src/main.ts" },
  platform: "node",
  transform: {
    define: { PARTIALS_CODE: JSON.stringify(hashOfPartialsCode()), PARSED_CONFIG: JSON.stringify(parsedConfig()) },
  },
  external: [/^@duckdb\/node-bindings/, /^exceljs$/, /^jszip$/, /^node-cron$/, /^nodemailer$/],
  output: { dir: "dist", format: "cjs", sourcemap: true, cleanDir: true, chunkFileNames: "[name].js" },
  plugins: [
    {
      name: "dist",
      generateBundle() {
        this.emitFile({ type: "asset", fileName: "package.json", source: `${JSON.stringify({ type: "commonjs" })}\n` });
      },
      writeBundle: keepCompiled,
    },
  ],
});
