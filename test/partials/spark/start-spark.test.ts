import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Config } from "../../../src/config/load-config.ts";
import { InputError } from "../../../src/domain/input-error.ts";
import type { SparkSettings } from "../../../src/domain/job.ts";
import { type JobFolder, jobFolder } from "../../fixtures/job-folder.ts";

const header = "partner_id,customer_id,subscription_id,date,amount_usd,association";
const files = { "consumption/a.csv": `${header}\n1000001,contoso,s-1,2017-06-01,15000.25,DPOR\n` };

/** A command in place of Spark's: a line of JavaScript, which finds the path of the statements in `sql`. */
const script = (text: string) => [process.execPath, "-e", `const sql = process.argv[1]; ${text}`, "{sql}"];

function withSpark(folder: JobFolder, changes: Partial<SparkSettings>): Config {
  const stagePath = join(folder.root, "stage");
  const spark: SparkSettings = {
    ...{ command: script(""), input: `file://${folder.input}`, stage: `file://${stagePath}`, stagePath },
    ...{ fromBytes: 1, timeoutMinutes: 1, ...changes },
  };
  const config = folder.config();
  return { ...config, job: { ...config.job, engine: "spark", spark } };
}

async function problemOf(run: Promise<unknown>) {
  const error = await run.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof InputError)) throw new Error(`no problem of the operator's: ${error}`);
  return { ...error.problems[0], count: error.problems.length };
}

describe("a cluster that does not deliver", () => {
  const failing = {
    "cannot be started": {
      changes: { command: ["/nowhere/spark-sql", "{sql}"] },
      problem: { code: "spark-not-started", found: expect.stringContaining("/nowhere/spark-sql") },
    },
    "exits with another code than 0": {
      changes: {
        command: script(
          'console.error("first\\n\\tat a.Stack(Line.java:1)\\nNo space left on device"); process.exit(3)',
        ),
      },
      problem: {
        code: "spark-failed",
        found: "a command that ended with exit code 3",
        fix: expect.stringMatching(/ {4}first\n {4}No space left on device$/),
      },
    },
    "is killed": {
      changes: { command: script("process.kill(process.pid, 'SIGKILL')") },
      problem: { code: "spark-failed", found: "a command that was ended by SIGKILL" },
    },
    "does not come to an end, as without workers": {
      changes: { command: script("setInterval(() => {}, 1000)"), timeoutMinutes: 0.005 },
      problem: { code: "spark-failed", found: expect.stringContaining("still at work after") },
    },
    "writes nothing": {
      changes: {},
      problem: { code: "spark-stage", found: expect.stringContaining("cannot be read") },
    },
    "writes no groups": {
      changes: {
        command: script(
          `for (const [, folder] of fs.readFileSync(sql, "utf8").matchAll(/DIRECTORY 'file:\\/\\/([^']*)'/g)) fs.mkdirSync(folder.replace(/\\\\u(....)/g, (_, code) => String.fromCharCode(parseInt(code, 16))), { recursive: true })`,
        ),
      },
      problem: { code: "spark-stage", found: expect.stringContaining("no Parquet files") },
    },
    "has a stage that this machine cannot read": {
      changes: { stagePath: "/nowhere/stage" },
      problem: { code: "spark-stage", file: "/nowhere/stage" },
    },
  } satisfies Record<string, { changes: Partial<SparkSettings>; problem: object }>;

  it.each(Object.entries(failing))(
    "%s: nothing is published, `latest` stays, and the next embedded run is right",
    async (_, { changes, problem }) => {
      const folder = jobFolder(files);
      mkdirSync(join(folder.root, "stage"));
      await folder.run({ runId: "first" });
      const latest = readlinkSync(join(folder.output, "latest"));
      folder.write({ "consumption/b.csv": `${header}\n1000002,contoso,s-2,2017-06-01,4,DPOR\n` });
      expect(await problemOf(folder.run({ config: withSpark(folder, changes) }))).toMatchObject({
        ...problem,
        count: 1,
      });
      expect(readlinkSync(join(folder.output, "latest"))).toBe(latest);
      expect(readdirSync(join(folder.output, "runs"))).toHaveLength(1);
      expect(readdirSync(join(folder.root, "stage"))).toEqual([]);
      await folder.run({ runId: "second" });
      expect(folder.latest("consumption.csv")).toContain("1000002,2017-06,4.0000000000");
    },
  );

  it("is told of at once, though other files are being passed over", async () => {
    const folder = jobFolder(files);
    mkdirSync(join(folder.root, "stage"));
    const unclosed = `${header}\n"1000001,contoso,s-1,2017-06-01,15000.25,DPOR\n`;
    folder.write({ "consumption/b.csv": unclosed });
    const { code } = await problemOf(folder.run({ config: withSpark(folder, { command: script("process.exit(1)") }) }));
    expect(code).toBe("spark-failed");
  });
});

describe("the stage", () => {
  it("is rid of what dead runs of the same output folder left, and of nothing else", async () => {
    const folder = jobFolder(files);
    const stage = join(folder.root, "stage");
    mkdirSync(stage);
    const ended = join(folder.root, "ended");
    // The first run dies with its folder in the stage: what it had written there is put back after it.
    const keeps = script(
      `const [, folder] = /DIRECTORY 'file:\\/\\/[^']*(tierbook[^'\\/]*)/.exec(fs.readFileSync(sql, "utf8")); fs.writeFileSync(${JSON.stringify(ended)}, folder); process.exit(1)`,
    );
    await problemOf(folder.run({ config: withSpark(folder, { command: keeps }) }));
    const dead = readFileSync(ended, "utf8").replaceAll("\\u002d", "-");
    const foreign = ["tierbook-0123456789abcdef-0123456789abcdef", "tierbook", "other", `${dead}-mine`];
    for (const name of [dead, ...foreign]) {
      mkdirSync(join(stage, name, "set_1"), { recursive: true });
      writeFileSync(join(stage, name, "set_1", "part-0.parquet"), "old");
    }
    expect(await problemOf(folder.run({ config: withSpark(folder, {}) }))).toMatchObject({ code: "spark-stage" });
    expect(readdirSync(stage).sort()).toEqual(foreign.sort());
    expect(existsSync(join(stage, "other", "set_1", "part-0.parquet"))).toBe(true);
    rmSync(stage, { recursive: true });
  });
});

describe("little that is new", () => {
  it("is read by the embedded engine, and the report says so", async () => {
    const folder = jobFolder(files);
    const config = withSpark(folder, { fromBytes: 1000, command: ["/nowhere/spark-sql", "{sql}"] });
    const { report } = await folder.run({ config });
    expect(report.engineUse).toMatchObject({
      engine: "embedded",
      files: [{ file: "consumption/a.csv", by: "embedded" }],
    });
    expect(report.warnings).toContainEqual({
      ...{ code: "engine", crossesLimit: false },
      message:
        "The cluster was not asked, since 112 B of new exports that Spark could read are less than `spark.fromBytes` (1000 B); an earlier run had read 0 files (0 B).",
    });
  });
});
