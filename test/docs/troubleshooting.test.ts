import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { rejectCodes } from "../../src/domain/consumption.ts";

const root = join(import.meta.dirname, "..", "..");
const page = readFileSync(join(root, "docs", "troubleshooting.md"), "utf8");
const source = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => readFileSync(join(root, "src", name), "utf8"))
  .join("\n");

function section(title: string): string[] {
  const text = page.split(/^## /m).find((part) => part.startsWith(`${title}\n`)) ?? "";
  return [...text.matchAll(/^\| `([a-z0-9-]+)` \|/gm)].map(([, code = ""]) => code).sort();
}

function codesIn(pattern: RegExp): string[] {
  return [...new Set([...source.matchAll(pattern)].map(([, code = ""]) => code))].sort();
}

describe("docs/troubleshooting.md", () => {
  it("has every code of a problem, and no other", () => {
    const rowsOnly = ["bad-amount", "bad-expiry", "no-person-id"];
    const written = codesIn(/code(?:: | = .*[?:] )"([a-z]+(?:-[a-z0-9]+)*)"/g).filter(
      (code) => !rowsOnly.includes(code),
    );
    // Codes that are chosen between two, or come from zod.
    const all = [
      ...new Set([...written, "bad-value", "missing-key", "disk-refused", "field-count", "unreadable-file"]),
    ];
    expect(section("Messages")).toEqual(all.filter((code) => code !== "custom").sort());
  });

  it("has every code of a note, and no other", () => {
    expect(section("Notes and limits")).toEqual(codesIn(/\bnote\(\s*"([a-z-]+)"/g));
  });

  it("has every code of a rejected row, and no other", () => {
    expect(section("Rejected rows")).toEqual([...rejectCodes].sort());
  });
});
