import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type Command, Option } from "commander";
import type { Config } from "../config/load-config.ts";
import type { Terminal } from "./terminal.ts";

/** Options that every command takes. */
export interface CommonOptions {
  readonly input?: string;
  readonly output?: string;
  readonly config?: string;
  readonly rules?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/**
 * Adds the options that every command takes (section 8 of the design).
 *
 * @param rules - the option for the rules file; `compare` takes it more than once
 */
export function withCommonOptions(
  command: Command,
  rules = new Option("--rules <file>", "rules file, e.g. config/rules/cloud-platform-history.yaml"),
): Command {
  return command
    .addOption(new Option("--input <folder>", "folder with consumption/, transcripts/, partners.csv, …"))
    .addOption(new Option("--output <folder>", "folder for the reports"))
    .addOption(new Option("--config <folder>", "folder with job.yaml, rules/, formats/, … (default: config/)"))
    .addOption(rules)
    .addOption(new Option("--json", "print JSON to stdout instead of text"))
    .addOption(new Option("--quiet", "print no progress"));
}

/**
 * Loads the config given by the options. Without `--config`, uses the one in the working folder, else the shipped one.
 */
export async function configFrom(options: CommonOptions, { env, cwd }: Pick<Terminal, "env" | "cwd">): Promise<Config> {
  const { loadConfig } = await import("../config/load-config.ts");
  const { input, output, rules } = options;
  const overrides = {
    ...(input === undefined ? {} : { input: resolve(cwd, input) }),
    ...(output === undefined ? {} : { output: resolve(cwd, output) }),
    ...(rules === undefined ? {} : { rules }),
  };
  return loadConfig({
    configFolder: options.config ?? (existsSync(join(cwd, "config", "job.yaml")) ? "config" : shippedConfig()),
    overrides,
    env,
    cwd,
  });
}

/** Returns the shipped folder `config/`. The path is the same from `src/` and from `dist/`. */
function shippedConfig(): string {
  return fileURLToPath(new URL("../../config", import.meta.url));
}
