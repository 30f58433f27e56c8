import { join, resolve } from "node:path";
import { type Command, Option } from "commander";
import { isThere, shippedFolder } from "../config/config-folder.ts";
import type { Config } from "../config/load-config.ts";
import { InputError } from "../domain/input-error.ts";
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

/** Adds the input folder as an argument of its own (section 8): `tierbook run exports` is `--input exports`. */
export function withInputFolder(command: Command): Command {
  return command.argument("[folder]", "the input folder, instead of --input");
}

/**
 * Returns the options with the input folder that the argument names.
 *
 * @throws InputError when `--input` names another one
 */
export function optionsFor<Options extends CommonOptions>(
  folder: string | undefined,
  options: Options,
  { cwd }: Pick<Terminal, "cwd">,
): Options {
  const { input } = options;
  if (folder === undefined) return options;
  if (input === undefined || resolve(cwd, input) === resolve(cwd, folder)) return { ...options, input: folder };
  throw new InputError({
    file: "--input",
    code: "two-input-folders",
    found: `${input}, where the argument is ${folder}`,
    expected: "one input folder",
    fix: "leave out one of the two",
  });
}

/**
 * Loads the config given by the options. Without `--config`, uses the one in the working folder if it has a `job.yaml`,
 * else the shipped one.
 */
export async function configFrom(options: CommonOptions, { env, cwd }: Pick<Terminal, "env" | "cwd">): Promise<Config> {
  const { loadConfig } = await import("../config/load-config.ts");
  const { input, output, rules } = options;
  const configFolder = options.config ?? (isThere(join(cwd, "config", "job.yaml")) ? "config" : shippedFolder());
  return loadConfig({ configFolder, overrides: { input, output, rules }, env, cwd });
}
