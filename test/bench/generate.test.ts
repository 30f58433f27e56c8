import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const script = (name: string) => fileURLToPath(new URL(`../../bench/${name}`, import.meta.url));
const folders: string[] = [];

/** Generates into a new folder, so that nothing is reused, and returns the input folder. */
function generate(files: number): string {
  const folder = mkdtempSync(join(tmpdir(), "tierbook bench ü-"));
  folders.push(folder);
  const args = [script("generate.mjs"), "--mb", String(files * 0.3), "--files", String(files), "--partners", "30"];
  const env = { ...process.env, TIERBOOK_BENCH_DIR: folder };
  return execFileSync(process.execPath, args, { env, encoding: "utf8" }).trim();
}

function readCsv(path: string): Record<string, string>[] {
  return parse(readFileSync(path), { columns: true });
}

function hashes(input: string): Map<string, string> {
  const folder = join(input, "consumption");
  const hash = (file: string) =>
    createHash("sha256")
      .update(readFileSync(join(folder, file)))
      .digest("hex");
  return new Map(readdirSync(folder).map((file) => [file, hash(file)]));
}

let input = "";
let rows: Record<string, string>[] = [];
beforeAll(() => {
  input = generate(12);
  const folder = join(input, "consumption");
  rows = readdirSync(folder).flatMap((file) => readCsv(join(folder, file)));
});
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

describe("generate", () => {
  it("gives the same bytes again, and a smaller set is the beginning of a larger one", () => {
    const all = hashes(input);
    expect(all.size).toBe(12);
    const some = hashes(generate(4));
    expect([...some]).toEqual([...all].filter(([file]) => some.has(file)));
  });

  it("makes files of about equal size", () => {
    const sizes = readdirSync(join(input, "consumption")).map(
      (file) => statSync(join(input, "consumption", file)).size,
    );
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(300_000);
    expect(Math.max(...sizes)).toBeLessThan(303_000);
  });

  it("gives each file one month of the window and an invoice of its own", () => {
    const months = new Set(rows.map((row) => `${row["InvoiceNumber"]} ${row["UsageDate"]?.replace(/\/\d+\//, "/")}`));
    expect(months.size).toBe(12);
    expect(new Set(rows.map((row) => row["InvoiceNumber"])).size).toBe(12);
    expect(months).toContain("G000001 8/2016");
    expect(months).toContain("G000012 7/2017");
  });

  it("writes wide rows with 10 to 16 digits after the point and quoted JSON", () => {
    expect(Object.keys(rows[0] ?? {})).toHaveLength(55);
    expect(rows.every((row) => /^-?\d{1,3}\.\d{10,16}$/.test(row["PricingPreTaxTotal"] ?? ""))).toBe(true);
    expect(rows.some((row) => row["PricingPreTaxTotal"]?.startsWith("-"))).toBe(true);
    expect(rows.every((row) => JSON.parse(row["Tags"] ?? "").environment !== undefined)).toBe(true);
    const bytes = readdirSync(join(input, "consumption")).map((f) => statSync(join(input, "consumption", f)).size);
    const rowBytes = bytes.reduce((sum, each) => sum + each, 0) / rows.length;
    expect(rowBytes).toBeGreaterThan(750);
    expect(rowBytes).toBeLessThan(900);
  });

  it("charges each subscription some 12 meters a day, all of partners it lists", () => {
    const days = new Set(rows.map((row) => `${row["EntitlementId"]} ${row["UsageDate"]}`));
    expect(rows.length / days.size).toBeGreaterThan(10);
    expect(rows.length / days.size).toBeLessThan(14);
    const partners = new Set(readCsv(join(input, "partners.csv")).map((row) => row["partner_id"] ?? ""));
    expect(partners.size).toBe(30);
    expect(rows.every((row) => partners.has(row["Tier2MpnId"] ?? ""))).toBe(true);
  });
});

describe("the comparators", () => {
  const answer = (name: string): { groups: string; usd: string } =>
    JSON.parse(execFileSync(process.execPath, [script(name), join(input, "consumption")], { encoding: "utf8" }));

  it("agree, to the last digit, on the dollars; the yardstick groups by all that a run groups by", () => {
    const [yardstick, stream] = [answer("bare-duckdb.mjs"), answer("csv-parse-stream.mjs")];
    expect(yardstick.usd).toBe(stream.usd);
    const summed = new Set(rows.map((row) => `${row["Tier2MpnId"]} ${row["CustomerId"]} ${row["UsageDate"]}`));
    expect(stream.groups).toBe(String(summed.size));
    const grouped = new Set(rows.map((row) => `${row["EntitlementId"]} ${row["UsageDate"]} ${row["InvoiceNumber"]}`));
    expect(yardstick.groups).toBe(String(grouped.size));
  });
});
