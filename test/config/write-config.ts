import { cpSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { type Config, type ConfigOptions, loadConfig } from "../../src/config/load-config.ts";

/** The shipped config folder. */
export const shipped = join(import.meta.dirname, "..", "..", "config");

/** Makes a folder that is gone after the test. */
export function emptyFolder(): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "tierbook-config-")));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  return root;
}

/** Copies the shipped config into a new folder that is gone after the test; the copy is its folder `config`. */
export function copyShippedConfig(): string {
  const root = emptyFolder();
  cpSync(shipped, join(root, "config"), { recursive: true });
  return root;
}

/** Loads the folder `config` of a root, without flags or variables unless given. */
export function loadFrom(root: string, request: Partial<ConfigOptions> = {}): Config {
  return loadConfig({ configFolder: "config", overrides: {}, env: {}, cwd: root, ...request });
}

/** Loads the shipped config where it is. */
export function loadShipped(rules?: string): Config {
  return loadFrom(dirname(shipped), { overrides: { rules } });
}
