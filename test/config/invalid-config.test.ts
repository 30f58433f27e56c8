import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/domain/input-error.ts";
import { copyShippedConfig, loadFrom } from "./write-config.ts";

/**
 * One folder a broken config. `config/` replaces files of the shipped one; `removed.txt` lists paths to delete,
 * `env.json` has environment variables, `flags.json` flags. TIERBOOK_GOLDEN=update rewrites every `expected.txt`.
 */
const cases = join(import.meta.dirname, "..", "invalid", "config");

function messageOf(folder: string): string {
  const root = copyShippedConfig();
  if (existsSync(join(folder, "config"))) cpSync(join(folder, "config"), join(root, "config"), { recursive: true });
  for (const path of readOptional(join(folder, "removed.txt"), "").split("\n").filter(Boolean)) {
    rmSync(join(root, path), { recursive: true });
  }
  const env = JSON.parse(readOptional(join(folder, "env.json"), "{}")) as Record<string, string>;
  const overrides = JSON.parse(readOptional(join(folder, "flags.json"), "{}")) as Record<string, string>;
  try {
    loadFrom(root, { env, overrides });
    return "no error";
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.message.replaceAll(root, "ROOT");
  }
}

function readOptional(path: string, otherwise: string): string {
  return existsSync(path) ? readFileSync(path, "utf8") : otherwise;
}

describe("a broken config", () => {
  it.each(readdirSync(cases))("prints where, what was found and what to do: %s", (name) => {
    const folder = join(cases, name);
    const message = `${messageOf(folder)}\n`;
    const expectedFile = join(folder, "expected.txt");
    if (process.env["TIERBOOK_GOLDEN"] === "update") writeFileSync(expectedFile, message);
    expect(message).toBe(readFileSync(expectedFile, "utf8"));
  });
});
