import { createHash } from "node:crypto";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/domain/input-error.ts";
import type { RunIdentity } from "../../src/report/run-manifest.ts";
import { writeOutputs } from "../../src/report/write-outputs.ts";
import { sampleJob, sampleReport } from "./sample-report.ts";
import { tempFolder } from "./temp-folder.ts";

const facts: RunIdentity = {
  runId: "20170801T021502Z-1f3a",
  version: "1.2.3",
  rules: { path: "rules/cloud-platform.yaml", sha256: "c".repeat(64) },
  configFiles: [{ path: "job.yaml", sha256: "d".repeat(64) }],
  tables: [{ path: "partners.csv", sha256: "e".repeat(64) }],
  startedAt: "2017-08-01T02:15:02Z",
  finish: () => ({ finishedAt: "2017-08-01T02:15:04Z", timings: { ingest: 1200, report: 300 } }),
};
const csvNames = [
  "partners.csv",
  "gaps.csv",
  "people.csv",
  "consumption.csv",
  "sources.csv",
  "rejects.csv",
  "to-do.csv",
].concat("changes.csv", "restatements.csv", "outlook.csv");
const snapshot = { file: "facts.json", text: "{}\n" };

async function write(workbook: boolean): Promise<{ readonly folder: string; readonly names: readonly string[] }> {
  const folder = await tempFolder();
  return { folder, names: await writeOutputs(sampleReport, { folder, job: sampleJob, workbook, facts, snapshot }) };
}

describe("writeOutputs", () => {
  it("writes the CSVs, the workbook and run.json, and says so", async () => {
    const { folder, names } = await write(true);
    expect(names).toEqual([...csvNames, "facts.json", "tier-report.xlsx", "run.json"]);
    expect((await readdir(folder)).sort()).toEqual([...names].sort());
  });

  it("leaves the workbook out when asked", async () => {
    const { folder, names } = await write(false);
    expect(names).toEqual([...csvNames, "facts.json", "run.json"]);
    expect(await readdir(folder)).not.toContain("tier-report.xlsx");
  });

  it("gives the same bytes in every CSV for the same report", async () => {
    const [first, second] = [await write(false), await write(false)];
    for (const name of csvNames) {
      expect(await readFile(join(first.folder, name))).toEqual(await readFile(join(second.folder, name)));
    }
  });

  it("lists in run.json what is needed to repeat the run", async () => {
    const { folder } = await write(false);
    const manifest = JSON.parse(await readFile(join(folder, "run.json"), "utf8"));
    expect(manifest).toMatchObject({
      tierbook: "1.2.3",
      run_id: "20170801T021502Z-1f3a",
      as_of: "2017-07-31",
      window: { start: "2016-08-01", end: "2017-08-01" },
      rules: { id: "cloud-platform", revision: "seed", sha256: "c".repeat(64) },
      config: { job: { timeZone: "UTC", close: { fromPercentTenThousandths: "800000" } } },
      inputs: [{ file: "consumption/süd west/usage.csv", sha256: "a".repeat(64) }, { file: "transcripts/people.csv" }],
      totals: { read: { rows: 5, usd: "133759.4617000000" }, outside_window: { rows: 0, usd: "0.0000000000" } },
      warnings: [{ code: "unknown-country" }],
      input_tables: [{ path: "partners.csv" }],
      left_alone: ["consumption/notes.txt"],
      started_at: "2017-08-01T02:15:02Z",
      finished_at: "2017-08-01T02:15:04Z",
      timings_ms: { ingest: 1200, report: 300 },
    });
  });

  it("lists every output in run.json with its size and hash", async () => {
    const { folder } = await write(true);
    const manifest = JSON.parse(await readFile(join(folder, "run.json"), "utf8"));
    expect(manifest.outputs.map(({ file }: { file: string }) => file)).toEqual([
      ...csvNames,
      "facts.json",
      "tier-report.xlsx",
    ]);
    for (const { file, bytes, sha256 } of manifest.outputs) {
      const content = await readFile(join(folder, file));
      expect([bytes, sha256]).toEqual([content.length, createHash("sha256").update(content).digest("hex")]);
    }
  });

  it("is an input error where something stands in the way", async () => {
    const folder = await tempFolder();
    await mkdir(join(folder, "gaps.csv"));
    const refused = writeOutputs(sampleReport, { folder, job: sampleJob, workbook: false, facts, snapshot });
    await expect(refused).rejects.toThrow(InputError);
    await expect(refused).rejects.toThrow(/gaps\.csv: found EEXIST[\s\S]*is there already/);
  });
});
