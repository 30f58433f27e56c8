import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { settingPaths, variableFor } from "../../src/config/environment.ts";
import { InputError } from "../../src/domain/input-error.ts";
import type { Job } from "../../src/domain/job.ts";
import { copyShippedConfig, loadFrom } from "./write-config.ts";

function jobFrom(yaml: string, env: Readonly<Record<string, string>> = {}): Job {
  const root = copyShippedConfig();
  writeFileSync(join(root, "config", "job.yaml"), yaml);
  return loadFrom(root, { env }).job;
}

describe("loadConfig", () => {
  it("has the shipped job.yaml say the defaults, every one of them", () => {
    const root = copyShippedConfig();
    const { job } = loadFrom(root);
    const written = readFileSync(join(root, "config", "job.yaml"), "utf8");
    for (const path of settingPaths) expect(written).toMatch(new RegExp(`^ *${path.at(-1)}: \\S`, "m"));
    writeFileSync(join(root, "config", "job.yaml"), "");
    expect(loadFrom(root).job).toEqual(job);
    expect(job).toEqual({
      input: join(root, "input"),
      output: join(root, "output"),
      rules: join(root, "config", "rules", "cloud-platform-azure-consumption.yaml"),
      timeZone: "UTC",
      window: { mode: "complete-months", settleDays: 0 },
      marketBasis: "partner",
      close: { fromPercentTenThousandths: 800_000n, withinPeople: 1 },
      runRateMonths: 3,
      mixRoutes: false,
      retroactive: false,
      dataset: "actual",
      people: { mask: true },
      csv: { bom: false, delimiter: "," },
      workbook: true,
      limits: {
        rejectedPercent: 5,
        rejectedPercentPerFile: 20,
        replacedPercent: 50,
        rejectedPercentPerPartner: 20,
        unattributedPercent: 5,
        missingRatePercent: 1,
        monthsWithoutData: 11,
        consumptionAgeDays: 95,
        transcriptAgeDays: 400,
        vanishedSources: 0,
        rowsFallPercent: 30,
      },
      engine: "embedded",
      maxExpandedBytes: 64 * 1024 ** 3,
      fetch: { maxBlobBytes: 100 * 1024 ** 3, maxBytes: 1024 ** 4 },
      azure: [],
      placeholders: [],
      schedule: "15 5 * * *",
      retry: { times: 2, afterMinutes: 30 },
      retain: 90,
      ping: null,
      mail: {
        to: [],
        from: null,
        host: "localhost",
        port: 587,
        security: "starttls",
        user: null,
        onlyOnChange: false,
        attachUpTo: 20 * 1024 ** 2,
      },
      sources: [],
    });
  });

  it("names every file it read, with its hash", () => {
    const root = copyShippedConfig();
    const { files } = loadFrom(root);
    expect(files.map(({ path }) => path).filter((path) => !path.startsWith("config/formats/"))).toEqual([
      "config/associations.yaml",
      "config/job.yaml",
      "config/markets.yaml",
      "config/rules/cloud-platform-azure-consumption.yaml",
    ]);
    const job = readFileSync(join(root, "config", "job.yaml"));
    const sha256 = createHash("sha256").update(job).digest("hex");
    expect(files.find(({ path }) => path === "config/job.yaml")?.sha256).toBe(sha256);
  });

  it.each([
    { name: "a decimal percentage exactly", yaml: "closeFromPercent: 87.5", close: 875_000n },
    { name: "four decimals of a percentage", yaml: "closeFromPercent: 99.9999", close: 999_999n },
    { name: "a percentage of 0", yaml: "closeFromPercent: 0", close: 0n },
    { name: "a percentage of 100", yaml: "closeFromPercent: 100", close: 1_000_000n },
  ])("reads $name", ({ yaml, close }) => {
    expect(jobFrom(yaml).close.fromPercentTenThousandths).toBe(close);
  });

  it("keeps the zeros of a partner id that is not in quotes", () => {
    expect(jobFrom("sources:\n  - match: a/**\n    partnerId: 0012345\n").sources).toEqual([
      { match: "a/**", partnerId: "0012345" },
    ]);
  });

  it("reads every key of a source", () => {
    const yaml = `sources:
  - match: consumption/contoso/*.csv
    format: cost-payg
    partnerId: 1234567
    decimal: ","
    dateOrder: dmy
    encoding: latin-1
    currency: eur
    association: dpor
    ignore: false
`;
    expect(jobFrom(yaml).sources).toEqual([
      {
        match: "consumption/contoso/*.csv",
        format: "cost-payg",
        partnerId: "1234567",
        decimal: ",",
        dateOrder: "dmy",
        encoding: "latin-1",
        currency: "EUR",
        association: "dpor",
        ignore: false,
      },
    ]);
  });

  it.each([
    { size: "1", bytes: 1 },
    { size: "512 MiB", bytes: 536_870_912 },
    { size: "2TiB", bytes: 2_199_023_255_552 },
  ])("reads $size as $bytes bytes", ({ size, bytes }) => {
    expect(jobFrom(`maxExpandedBytes: ${size}`).maxExpandedBytes).toBe(bytes);
  });

  it.each(["tab", '"\\t"'])("reads the delimiter %s as a tab", (delimiter) => {
    expect(jobFrom(`csv:\n  delimiter: ${delimiter}\n`).csv.delimiter).toBe("\t");
  });

  it("starts relative paths of job.yaml from the folder above the config", () => {
    const root = copyShippedConfig();
    writeFileSync(
      join(root, "config", "job.yaml"),
      "input: ../exports\noutput: reports\nrules: config/rules/../x.yaml\n",
    );
    mkdirSync(join(root, "elsewhere"));
    const rules = join(root, "config", "rules", "cloud-platform-history.yaml");
    writeFileSync(join(root, "config", "x.yaml"), readFileSync(rules));
    const { job } = loadFrom(root, { cwd: join(root, "elsewhere"), configFolder: "../config" });
    expect([job.input, job.output, job.rules]).toEqual([
      join(root, "..", "exports"),
      join(root, "reports"),
      join(root, "config", "x.yaml"),
    ]);
  });

  it("starts relative paths of flags and variables from the working folder", () => {
    const root = copyShippedConfig();
    mkdirSync(join(root, "elsewhere"));
    const { job } = loadFrom(root, {
      cwd: join(root, "elsewhere"),
      configFolder: "../config",
      overrides: { input: "in", rules: "cloud-platform-history.yaml" },
      env: { TIERBOOK_OUTPUT: "out" },
    });
    expect([job.input, job.output]).toEqual([join(root, "elsewhere", "in"), join(root, "elsewhere", "out")]);
    expect(job.rules).toBe(join(root, "config", "rules", "cloud-platform-history.yaml"));
  });

  it("prefers a rules file of the working folder to the one of the same name in the config", () => {
    const root = copyShippedConfig();
    const name = "cloud-platform-history.yaml";
    writeFileSync(join(root, name), readFileSync(join(root, "config", "rules", name)));
    expect(loadFrom(root, { overrides: { rules: name } }).job.rules).toBe(join(root, name));
  });

  it("takes flags before variables, variables before job.yaml", () => {
    const root = copyShippedConfig();
    writeFileSync(join(root, "config", "job.yaml"), "input: a\noutput: a\nsettleDays: 1\n");
    const env = { TIERBOOK_INPUT: "b", TIERBOOK_OUTPUT: "b" };
    const { job } = loadFrom(root, { env, overrides: { input: "c" } });
    expect([job.input, job.output, job.window.settleDays]).toEqual([join(root, "c"), join(root, "b"), 1]);
  });

  it("reads nested settings from variables, and takes an empty variable as not set", () => {
    const env = { TIERBOOK_PEOPLE_MASK: "false", TIERBOOK_LIMITS_REJECTED_PERCENT: "0.5", TIERBOOK_WINDOW: "" };
    const job = jobFrom("people:\n  mask: true\n", env);
    expect([job.people.mask, job.limits.rejectedPercent, job.window.mode]).toEqual([false, 0.5, "complete-months"]);
  });

  it("leaves variables alone that are far from any setting", () => {
    expect(() => jobFrom("", { TIERBOOK_GOLDEN: "update", TIERBOOK_BENCH_DIR: "/tmp" })).not.toThrow();
  });

  it("gives every problem as fields too", () => {
    const root = copyShippedConfig();
    writeFileSync(join(root, "config", "job.yaml"), "settleDays: -1\nmixRoutes: 1\n");
    const problems = (() => {
      try {
        loadFrom(root);
        return [];
      } catch (error) {
        return error instanceof InputError ? error.problems : [];
      }
    })();
    expect(problems.map(({ file, line, column }) => [file, line, column])).toEqual([
      ["config/job.yaml", 1, 13],
      ["config/job.yaml", 2, 12],
    ]);
  });
});

describe("variableFor", () => {
  it.each([
    { path: ["timeZone"], variable: "TIERBOOK_TIME_ZONE" },
    { path: ["limits", "consumptionAgeDays"], variable: "TIERBOOK_LIMITS_CONSUMPTION_AGE_DAYS" },
  ])("is $variable for $path", ({ path, variable }) => {
    expect(variableFor(path)).toBe(variable);
  });

  it("gives every setting a name of its own", () => {
    expect(new Set(settingPaths.map(variableFor)).size).toBe(settingPaths.length);
  });
});
