import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";

const docs = join(import.meta.dirname, "..", "..", "docs");

/**
 * Expects a part of a page, between `<!-- name -->` and `<!-- end -->`, to say what the code says. TIERBOOK_GOLDEN=update writes
 * it anew.
 *
 * @param parts - the text of each part, by its name
 */
export function expectGenerated(page: string, parts: Readonly<Record<string, string>>): void {
  const path = join(docs, page);
  const written = readFileSync(path, "utf8");
  const generated = Object.entries(parts).reduce((text, [name, part]) => {
    const start = `<!-- ${name} -->`;
    const between = new RegExp(`${start}\n[\\s\\S]*?<!-- end -->`);
    expect(text).toMatch(between);
    return text.replace(between, () => `${start}\n${part}\n<!-- end -->`);
  }, written);
  if (process.env["TIERBOOK_GOLDEN"] === "update") writeFileSync(path, generated);
  expect(readFileSync(path, "utf8")).toBe(generated);
}
