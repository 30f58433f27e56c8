import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { jobFolder } from "../fixtures/job-folder.ts";

interface Dataset {
  readonly folder: string;
  readonly input: string;
  readonly files: readonly string[];
}
interface OneFile {
  readonly input: string;
  readonly file: string;
}
interface Generate {
  ensureDataset(wish: { megabytes: number; files: number; partners?: number; currency?: string }): Dataset;
}
interface BrokenFiles {
  withShortRow(dataset: Dataset): OneFile;
  badAmounts(rows: number): OneFile;
  raggedRows(rows: number): OneFile;
  largeTranscript(rows: number): OneFile;
  largeSheet(rows: number): OneFile;
}
interface SameSums {
  requireSameSums(what: string, sums: readonly bigint[]): void;
  requireCloseSum(what: string, close: number, exact: bigint): void;
}
const bench = (name: string) => new URL(`../../bench/${name}`, import.meta.url).href;
const { ensureDataset }: Generate = await import(bench("generate.mjs"));
const { withShortRow, badAmounts, raggedRows, largeTranscript, largeSheet }: BrokenFiles = await import(
  bench("broken-files.mjs")
);
const { requireSameSums, requireCloseSum }: SameSums = await import(bench("same-sums.mjs"));

const lines = (path: string) => readFileSync(path, "latin1").trimEnd().split("\n");
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tierbook bench ü-"));
  vi.stubEnv("TIERBOOK_BENCH_DIR", folder);
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

describe("ensureDataset", () => {
  it("makes small files as large as they are wanted, to a row", () => {
    const { files } = ensureDataset({ megabytes: 0.2, files: 2, partners: 30 });
    for (const file of files) expect(Math.abs(statSync(file).size - 101_500)).toBeLessThan(1_500);
  });

  it("prices the same usage in euros, and says what they are worth", () => {
    const wish = { megabytes: 0.1, files: 1, partners: 30 };
    const dollars = ensureDataset(wish);
    const euros = ensureDataset({ ...wish, currency: "EUR" });
    const inDollars = lines(euros.files[0] ?? "").map((line) => line.replace(/,EUR,,,/, ",USD,,,"));
    expect(inDollars).toEqual(lines(dollars.files[0] ?? ""));
    expect(lines(euros.files[0] ?? "").filter((line) => line.includes(",EUR,,,"))).toHaveLength(inDollars.length - 1);
    expect(lines(join(euros.input, "exchange-rates.csv"))).toHaveLength(13);
  });
});

describe("withShortRow", () => {
  it("puts one row of two cells into the middle and leaves the others as they are", () => {
    const dataset = ensureDataset({ megabytes: 0.1, files: 1, partners: 30 });
    const broken = lines(withShortRow(dataset).file);
    const at = broken.indexOf("short,row");
    expect(at).toBeGreaterThan(broken.length * 0.4);
    expect(at).toBeLessThan(broken.length * 0.6);
    expect(broken.toSpliced(at, 1)).toEqual(lines(dataset.files[0] ?? ""));
  });
});

describe("files that ask for memory", () => {
  it("have bad amounts, each another one", () => {
    const [, good, ...rows] = lines(badAmounts(6).file);
    expect(good).toMatch(/,\d+\.0,tpor$/);
    const amounts = rows.map((row) => row.split(",")[4] ?? "");
    expect(new Set(amounts).size).toBe(5);
    expect(amounts.every((amount) => /^\d+\.\d+\?$/.test(amount))).toBe(true);
  });

  it("have rows that lack a cell", () => {
    expect(lines(raggedRows(6).file).map((row) => row.split(",").length)).toEqual([6, 6, 5, 5, 5, 5, 5]);
  });

  it("have rows of 20 cells in a sheet", async () => {
    const folder = jobFolder({ "usage.xlsx": readFileSync(largeSheet(5).file) });
    const { report } = await folder.run();
    expect(report.totals.buckets.counted).toEqual({ rows: 5, usd: 1_000_000_000n });
  });

  it("have a person a row of the transcript", () => {
    const [, ...rows] = lines(largeTranscript(5).file);
    expect(new Set(rows.map((row) => row.split(",")[0])).size).toBe(5);
  });
});

describe("sums", () => {
  it("must be the same to the last digit", () => {
    expect(() => requireSameSums("1 GB", [1n, 1n])).not.toThrow();
    expect(() => requireSameSums("1 GB", [1n, 2n])).toThrow("1 GB: the sums differ: 1, 2");
  });

  it("of doubles must be close", () => {
    expect(() => requireCloseSum("pandas", 1_000_000.5, 10_000_000_000_000_000n)).not.toThrow();
    expect(() => requireCloseSum("pandas", 1_000_002, 10_000_000_000_000_000n)).toThrow("pandas: the sum is");
    expect(() => requireCloseSum("pandas", Number.NaN, 10_000_000_000_000_000n)).toThrow("NaN");
  });
});
