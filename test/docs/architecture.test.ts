import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..", "..");
const path = join(root, "docs", "architecture.md");

/** Paths that a text names; one with `<name>` or `*` in it stands for its folder. */
function pathsIn(text: string): string[] {
  const named = [...text.matchAll(/`((?:src|test|config|docs|bench)\/[^`\s]*)`/g)].map(([, name = ""]) => name);
  return named.map((name) => (/[<*]/.test(name) ? dirname(name) : name));
}

function section(page: string, title: string): string {
  return page.split(/^## /m).find((text) => text.startsWith(`${title}\n`)) ?? "";
}

describe("docs/architecture.md", () => {
  const page = readFileSync(path, "utf8");

  it("names files and folders that there are", () => {
    expect(pathsIn(page).length).toBeGreaterThan(50);
    expect(pathsIn(page).filter((name) => !existsSync(join(root, name)))).toEqual([]);
  });

  it("has a line for every folder of src/", () => {
    const listed = [...section(page, "The tree").matchAll(/^ {2}(\S+?)\/? {2}/gm)].map(([, name = ""]) => name);
    expect(listed.toSorted()).toEqual(readdirSync(join(root, "src")).toSorted());
  });

  it.each(["A row's way", "A person's way"])("tells %s in at most 20 files", (title) => {
    const files = new Set(pathsIn(section(page, title)));
    expect(files.size).toBeGreaterThan(10);
    expect(files.size).toBeLessThanOrEqual(20);
  });
});
