import { existsSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Format } from "../domain/format.ts";
import { formatProblem, InputError, type InputProblem } from "../domain/input-error.ts";
import { invariant } from "../domain/invariant.ts";
import type { Job } from "../domain/job.ts";
import type { RuleSet } from "../domain/rules.ts";
import { compareCodePoints } from "../domain/text.ts";
import { type AssociationAliases, readAssociationAliases } from "./association-aliases.ts";
import { problemAt, quotePart } from "./check-document.ts";
import { allClauses } from "./clauses/all-clauses.ts";
import type { ClauseReaders } from "./clauses/clause.ts";
import { type ConfigFile, displayPath, type Report, readConfigFile } from "./config-file.ts";
import { orList } from "./fields.ts";
import { readFormats } from "./formats.ts";
import { checkOutputApart, layOverJob, type Overrides, readJob, rulesFileOf } from "./job.ts";
import { type Markets, readMarkets } from "./markets.ts";
import { nearest } from "./nearest.ts";
import { readRules } from "./rules.ts";
import { emptyDocument, parseYaml, valueAt, type YamlDocument } from "./yaml-document.ts";

/** All the operator's settings, checked. */
export interface Config {
  readonly job: Job;
  readonly ruleSet: RuleSet;
  /** In the order in which a header is tried against them. */
  readonly formats: readonly Format[];
  readonly aliases: AssociationAliases;
  readonly markets: Markets;
  /** Every file read, by its name in messages, sorted by that name. */
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
}

/** The location of the config, and the settings that override parts of it. */
export interface ConfigOptions {
  /** Relative to `cwd`, or absolute. */
  readonly configFolder: string;
  readonly overrides: Overrides;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute. */
  readonly cwd: string;
  /** The kinds of requirement that the rules may name; all kinds unless given. */
  readonly clauses?: ClauseReaders;
}

/**
 * Reads and checks all config files. Without a `job.yaml`, every setting has its default.
 *
 * @throws InputError with every problem of every file, each with its line and column
 */
export function loadConfig(request: ConfigOptions): Config {
  const problems: InputProblem[] = [];
  const files: ConfigFile[] = [];
  const folder = resolve(request.cwd, request.configFolder);
  const context: Context = { ...request, folder, files, report: (problem) => problems.push(problem) };
  const name = displayPath(request.cwd, folder);
  if (!existsSync(folder)) throw new InputError(noFolder(name));
  if (!statSync(folder).isDirectory())
    throw new InputError({ ...noFolder(name), code: "no-config-folder", found: "a file, not a folder" });

  const parts = readParts(context);
  if (parts.job !== undefined) checkOutputApart(parts.job, context.report);
  if (problems.length > 0) throw new InputError(inReadingOrder(problems));
  const hashes = files.map(({ name, sha256 }) => ({ path: name, sha256 }));
  return { ...complete(parts), files: hashes.toSorted((a, b) => compareCodePoints(a.path, b.path)) };
}

interface Context extends ConfigOptions {
  /** The config folder; absolute. */
  readonly folder: string;
  /** Every file read so far. */
  readonly files: ConfigFile[];
  readonly report: Report;
}

interface Parts {
  readonly job: Job | undefined;
  readonly ruleSet: RuleSet | undefined;
  readonly formats: readonly Format[];
  readonly aliases: AssociationAliases | undefined;
  readonly markets: Markets | undefined;
}

function readParts(context: Context): Parts {
  const { folder, report } = context;
  const jobDocument = layOverJob(readJobFile(context), { ...context, configFolder: folder }, report);
  const job = readJob(jobDocument, folder, report);
  const aliasesFile = readShipped("associations.yaml", context);
  const marketsFile = readShipped("markets.yaml", context);
  const formatFiles = readFormatFiles(context);
  checkSourceFormats(jobDocument, formatFiles, report);
  const rulesFile = readRulesFile(jobDocument, context);
  return {
    job,
    aliases: aliasesFile && readAssociationAliases(aliasesFile, report),
    markets: marketsFile && readMarkets(marketsFile, report),
    formats: readFormats(formatFiles, report),
    ruleSet: rulesFile && readRules(rulesFile, context.clauses ?? allClauses, report),
  };
}

function complete({ job, ruleSet, formats, aliases, markets }: Parts): Omit<Config, "files"> {
  invariant(job && ruleSet && aliases && markets, "a config file was refused without a reason");
  return { job, ruleSet, formats, aliases, markets };
}

function readJobFile(context: Context): YamlDocument {
  const path = join(context.folder, "job.yaml");
  const name = displayPath(context.cwd, path);
  const empty = emptyDocument(name);
  if (!existsSync(path)) return empty;
  return readDocument(path, { expected: "a readable job file", fix: "correct it, or remove it" }, context) ?? empty;
}

function readShipped(name: string, context: Context): YamlDocument | undefined {
  const advice = { expected: `${name} in the config folder`, fix: "put back the one that tierbook ships with" };
  return readDocument(join(context.folder, name), advice, context);
}

function readFormatFiles(context: Context): YamlDocument[] {
  const folder = join(context.folder, "formats");
  const names = yamlFilesIn(folder);
  if (names.length === 0) context.report({ file: displayPath(context.cwd, folder), ...noFormats });
  const advice = { expected: "a readable format file", fix: "correct it, or remove it" };
  return names.flatMap((name) => readDocument(join(folder, name), advice, context) ?? []);
}

const noFormats = {
  code: "no-yaml-file",
  found: "no .yaml file",
  expected: "a file for each kind of export",
  fix: "put back the folder formats that tierbook ships with",
};

function readRulesFile(job: YamlDocument, context: Context): YamlDocument | undefined {
  const shipped = yamlFilesIn(join(context.folder, "rules"));
  const known = shipped.length === 0 ? "" : `, or one of those in the config folder: ${shipped.join(", ")}`;
  const fix = `give the path of a rules file${known}`;
  return readDocument(rulesFileOf(job, context.folder), { expected: "a rules file", fix }, context);
}

function readDocument(
  path: string,
  advice: Pick<InputProblem, "expected" | "fix">,
  context: Context,
): YamlDocument | undefined {
  const file = readConfigFile({ path, name: displayPath(context.cwd, path), ...advice }, context.report);
  if (file === undefined) return undefined;
  context.files.push(file);
  return parseYaml(file, context.report);
}

function yamlFilesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const visible = readdirSync(folder).filter((name) => /^[^.].*\.ya?ml$/.test(name));
  return visible.toSorted(compareCodePoints);
}

/** Checks that the `format:` of every source is the id of a format file, even a file that has faults itself. */
function checkSourceFormats(job: YamlDocument, formats: readonly YamlDocument[], report: Report): void {
  const ids = formats.map((format) => valueAt(format, ["id"])).filter((id) => typeof id === "string");
  const sources = valueAt(job, ["sources"]);
  if (!Array.isArray(sources)) return;
  sources.forEach((_, index) => {
    const path = ["sources", index, "format"];
    const id = valueAt(job, path);
    if (typeof id !== "string" || ids.includes(id)) return;
    const near = nearest(id, ids);
    const fix = near === undefined ? "write the id of one of the files in formats" : `did you mean ${near}?`;
    report(problemAt(job, path, { code: "unknown-format", found: quotePart(job, path), expected: orList(ids), fix }));
  });
}

function noFolder(file: string): InputProblem {
  return {
    file,
    code: "no-config-folder",
    found: "no such folder",
    expected: "the config folder",
    fix: "give its path with --config",
  };
}

/** Sorts problems in the order in which they would be read, and removes the duplicates that aliases cause. */
function inReadingOrder(all: readonly InputProblem[]): InputProblem[] {
  const problems = [...new Map(all.map((problem) => [formatProblem(problem), problem])).values()];
  const files = [...new Set(problems.map(({ file }) => file))];
  const rank = ({ file, line = 0, column = 0 }: InputProblem) => [files.indexOf(file), line, column] as const;
  return problems.toSorted((a, b) => {
    const [left, right] = [rank(a), rank(b)];
    return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
  });
}
