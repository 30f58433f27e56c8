import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { type ColumnMeaning, groupColumns } from "../../src/partials/groups.ts";
import { partialColumns } from "../../src/partials/partial.ts";

const root = join(import.meta.dirname, "..", "..");
const path = join(root, "docs", "architecture.md");

/** The tables of the page that come from the code, by what stands in their markers. */
const tables: Readonly<Record<string, readonly ColumnMeaning[]>> = {
  groups: groupColumns(1),
  partials: partialColumns,
};

function tableOf(columns: readonly ColumnMeaning[]): string {
  const rows = columns.map(({ name, type, meaning }) => `| \`${name}\` | ${type} | ${meaning} |`);
  return ["| Column | Type | Is |", "|---|---|---|", ...rows].join("\n");
}

/** The page with its tables as the code has them. */
function withTables(page: string): string {
  return Object.entries(tables).reduce((text, [name, columns]) => {
    const start = `<!-- columns of ${name} -->`;
    const between = new RegExp(`${start}\n[\\s\\S]*?<!-- end -->`);
    expect(text).toMatch(between);
    return text.replace(between, () => `${start}\n${tableOf(columns)}\n<!-- end -->`);
  }, page);
}

/** Paths that a text names; one with `<name>` or `*` in it stands for its folder. */
function pathsIn(text: string): string[] {
  const named = [...text.matchAll(/`((?:src|test|config|docs|bench)\/[^`\s]*)`/g)].map(([, name = ""]) => name);
  return named.map((name) => (/[<*]/.test(name) ? dirname(name) : name));
}

function section(page: string, title: string): string {
  return page.split(/^## /m).find((text) => text.startsWith(`${title}\n`)) ?? "";
}

describe("docs/architecture.md", () => {
  const written = readFileSync(path, "utf8");
  const page = withTables(written);

  it("has the columns that the code has (TIERBOOK_GOLDEN=update rewrites them)", () => {
    if (process.env["TIERBOOK_GOLDEN"] === "update") writeFileSync(path, page);
    expect(readFileSync(path, "utf8")).toBe(page);
  });

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
