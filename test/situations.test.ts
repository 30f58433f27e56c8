import { cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { jobFolder } from "./fixtures/job-folder.ts";

// Exports as an attack on the reader left them: each is published, and what cannot be read of it is rejected with its line.

const situations = join(import.meta.dirname, "situations");

/** A run on one of them, as of the day they were made for. */
async function runOn(name: string, prepare: (output: string) => void = () => {}) {
  const folder = jobFolder();
  cpSync(join(situations, name), folder.input, { recursive: true });
  mkdirSync(folder.output);
  prepare(folder.output);
  const { report } = await folder.run();
  return {
    output: folder.output,
    rejects: report.rejects.map(({ file, line, code }) => [file.replace(/^.*\//, ""), line, code]),
    consumption: report.assessments.map(({ partnerId, counted }) => [partnerId, Number(counted) / 1e10]),
  };
}

describe("an export", () => {
  it("with a byte that is not UTF-8 loses the row where the byte stands in a column that is read, and no other", async () => {
    const { rejects } = await runOn("bad-byte-in-a-read-column");
    expect(rejects).toEqual([["plain.csv", 3, "encoding"]]);
  });

  it("with such a byte in a name loses nothing by it", async () => {
    const { rejects, consumption } = await runOn("encoding-then-other-reject");
    expect({ rejects, consumption }).toEqual({ rejects: [["a.csv", 3, "bad-amount"]], consumption: [["1000001", 6]] });
  });

  it("with a quoted field, a space and a quote loses that row", async () => {
    const { rejects, consumption } = await runOn("quote-space-quote");
    expect({ rejects, consumption }).toEqual({ rejects: [["a.csv", 3, "quote"]], consumption: [["1284501", 2500.8]] });
  });

  it("with a lone carriage return has it inside a row, which is one field-count", async () => {
    const { rejects } = await runOn("lone-carriage-return");
    expect(rejects).toEqual([["a.csv", 3, "field-count"]]);
  });

  it("with JSON below its header has rejected rows only", async () => {
    const { rejects } = await runOn("quotes-out-of-order");
    expect(rejects).toEqual([
      ["a.csv", 2, "field-count"],
      ["a.csv", 3, "quote"],
    ]);
  });

  it("in a folder named like a column keeps its own columns", async () => {
    expect((await runOn("folder-named-like-a-column")).consumption).toEqual([["1284501", 1250.4]]);
  });

  it("with empty fields too many at the end of rows has them ignored, however many", async () => {
    const { rejects, consumption } = await runOn("two-surplus-empty-fields");
    expect(rejects).toEqual([["a.csv", 6, "field-count"]]);
    expect(consumption).toEqual([["1000001", 111.101]]);
  });
});

describe("an output folder", () => {
  it("keeps what others put into its state", async () => {
    const { output } = await runOn("foreign-files-in-state", (folder) => {
      mkdirSync(join(folder, "state"));
      writeFileSync(join(folder, "state", "terraform.tfstate"), "{}");
    });
    expect(existsSync(join(output, "state", "terraform.tfstate"))).toBe(true);
  });
});
