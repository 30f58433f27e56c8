import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { buckets } from "../../src/domain/consumption.ts";

const script = fileURLToPath(new URL("./build-sample.mjs", import.meta.url));
const expected = readFileSync(new URL("./expected.md", import.meta.url), "utf8");
const input = fileURLToPath(new URL("../../input", import.meta.url));

describe("the sample in input/", () => {
  it("is what its generator writes, byte for byte", () => {
    expect(() => execFileSync(process.execPath, [script, "--check"], { stdio: "pipe" })).not.toThrow();
  });

  it("stays under one megabyte", () => {
    const files = readdirSync(input, { recursive: true, encoding: "utf8" }).map((name) => statSync(join(input, name)));
    const bytes = files.reduce((sum, file) => (file.isFile() ? sum + file.size : sum), 0);
    expect(bytes).toBeLessThan(1_000_000);
  });

  it.each(buckets)("has rows meant for the bucket %s", (bucket) => {
    expect(expected).toMatch(new RegExp(`\\d+ ${bucket}\\b`));
  });

  it.each(["gold", "silver, gold close", "silver, gold short", "none, silver close", "none, silver short"])(
    "has a partner whose verdict is %s",
    (verdict) => {
      expect(expected).toContain(`| ${verdict} |`);
    },
  );
});
