import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { defineConfig } from "rolldown";
import { parseDocument } from "yaml";

/** Changes with anything that partials are made and added up by: what was kept of an earlier version is then made afresh. */
function hashOfPartialsCode() {
  const hash = createHash("sha256").update(readFileSync("package-lock.json"));
  for (const folder of ["src/domain", "src/ingest", "src/sources", "src/aggregate"]) {
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

const usage = "partner_id,customer_id,subscription_id,date,amount_usd,association\n";

/** A small night of invented partners, of which one gains a person from one day to the next: name and text of each file. */
const night = {
  "input/partners.csv": "partner_id,partner_name,country\n1000001,Contoso,Spain\n1000002,Fabrikam,Chile\n",
  "input/consumption/usage.csv": `${usage}1000001,litware,s1,2017-06-30,9000.5,DPOR
1000001,litware,s1,2017-07-30,6500.25,DPOR
1000002,adatum,s2,2017-07-30,9400,TPOR
1000002,adatum,s2,2017-07-31,8.8E-05,TPOR
`,
  "input/transcripts/people.csv": `person_id,email,partner_id,credential,title,completed_on,expires_on,result
7,,1000001,70-532,,2017-03-01,2017-12-31,pass
8,,1000001,70-533,,2017-08-10,,pass
9,,1000002,70-532,,2017-03-01,,pass
`,
};

/** What has come in by the next night, so that there is something new to be read. */
const nextNight = { "input/consumption/newer.csv": `${usage}1000001,litware,s1,2017-06-30,9000.5,DPOR\n` };

/** @type {(folder: string, files: Readonly<Record<string, string>>) => void} */
function write(folder, files) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/**
 * Has the program judge a small night twice, the second time on top of the first, and keep what Node compiled of it: then it
 * starts faster. It starts without, too, so nothing here fails the build. What the operator has set, and whom a run tells,
 * is none of the build's business.
 */
function keepCompiled() {
  const folder = mkdtempSync(join(tmpdir(), "tierbook-build-"));
  const place = ["input", "output", "config"].flatMap((name) => [`--${name}`, join(folder, name)]);
  const settings = Object.entries(process.env).filter(([name]) => !name.startsWith("TIERBOOK_"));
  try {
    write(folder, night);
    cpSync("config", join(folder, "config"), { recursive: true, filter: (path) => basename(path) !== "job.yaml" });
    for (const [day, keep] of [["2017-08-01"], ["2017-08-15", "1"]]) {
      const run = [
        "dist/main.js",
        "run",
        "--as-of",
        day ?? "",
        "--quiet",
        "--no-workbook",
        "--no-ping",
        "--no-mail",
        ...place,
      ];
      const env = { ...Object.fromEntries(settings), ...(keep && { TIERBOOK_KEEP_COMPILED: keep }) };
      spawnSync(process.execPath, run, { env, stdio: "ignore" });
      write(folder, nextNight);
    }
  } catch (error) {
    process.stderr.write(`The program will start more slowly: ${String(error)}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * `dist/` is one file and what is loaded only when it is wanted: starting from hundreds of small modules takes longer than
 * reading a small input. Native code and what few runs need stay packages. `main.js` starts it.
 */
export default defineConfig({
  input: {
    main: "src/launch.ts",
    tierbook: "src/main.ts",
    "fingerprint-thread": "src/ingest/fingerprint-thread.ts",
  },
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
