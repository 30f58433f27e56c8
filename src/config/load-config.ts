import { dirname, join, resolve } from "node:path";
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
import {
  assertFolder,
  configPath,
  isShippedFolder,
  isThere,
  reportMisnamed,
  shippedFolder,
  yamlFilesIn,
} from "./config-folder.ts";
import { orList } from "./fields.ts";
import { type FormatFiles, readFormats, standIns } from "./formats.ts";
import { checkFoldersApart, type JobFolders, layOverJob, type Overrides, readJob, rulesFileOf } from "./job.ts";
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
 * Reads and checks all config files. For each file that the folder lacks, the shipped one stands in (section 6).
 *
 * @throws InputError with every problem of every file, each with its line and column
 */
export function loadConfig(request: ConfigOptions): Config {
  const problems: InputProblem[] = [];
  const report: Report = (problem) => problems.push(problem);
  const folder = resolve(request.cwd, request.configFolder);
  assertFolder(folder, displayPath(request.cwd, folder));
  const isShipped = isShippedFolder(folder);
  const hasJob = !isShipped && isThere(join(folder, "job.yaml"));
  const root = hasJob ? dirname(folder) : request.cwd;
  const context: Context = { ...request, configFolder: folder, isShipped, root, files: [], report };

  const parts = readParts(context);
  reportMisnamed(folder, (file) => nameIn(context, file), report);
  if (parts.job !== undefined) checkFoldersApart(parts.job, report);
  if (problems.length > 0) throw new InputError(inReadingOrder(problems));
  const hashes = context.files.map(({ name, sha256 }) => ({ path: name, sha256 }));
  return { ...complete(parts), files: hashes.toSorted((a, b) => compareCodePoints(a.path, b.path)) };
}

interface Context extends ConfigOptions, JobFolders {
  readonly isShipped: boolean;
  /** Every file used so far. */
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
  const { report } = context;
  const written = readNamed("job.yaml", context);
  const jobDocument = layOverJob(written ?? emptyDocument(nameIn(context, "job.yaml")), context, report);
  const job = readJob(jobDocument, context, report);
  const aliasesFile = readNamed("associations.yaml", context);
  const marketsFile = readNamed("markets.yaml", context);
  const formatFiles = readFormatFiles(context);
  checkSourceFormats(jobDocument, [...formatFiles.own, ...formatFiles.standIns], report);
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

function nameIn({ cwd, configFolder }: Context, ...names: readonly string[]): string {
  return displayPath(cwd, join(configFolder, ...names));
}

function readNamed(name: string, context: Context): YamlDocument | undefined {
  return readDocument(
    configPath(context.configFolder, name),
    { expected: `a readable ${name}`, fix: correctIt },
    context,
  );
}

const correctIt = "correct it, or remove it: the shipped one then stands in";

function readFormatFiles(context: Context): FormatFiles {
  const { configFolder, isShipped, report } = context;
  const advice = { expected: "a readable format file", fix: correctIt };
  const readAll = (folder: string, into: Context) =>
    yamlFilesIn(folder, displayPath(context.cwd, folder), report).flatMap(
      (name) => readDocument(join(folder, name), advice, into) ?? [],
    );
  const own = readAll(join(configFolder, "formats"), context);
  if (isShipped) return { own, shipped: [], standIns: [] };
  const files: ConfigFile[] = [];
  const shipped = readAll(join(shippedFolder(), "formats"), { ...context, files });
  const used = standIns(own, shipped);
  context.files.push(...files.filter(({ name }) => used.some(({ file }) => file === name)));
  return { own, shipped, standIns: used };
}

function readRulesFile(job: YamlDocument, context: Context): YamlDocument | undefined {
  const { configFolder, cwd, report } = context;
  const names = [configFolder, shippedFolder()].flatMap((folder) =>
    yamlFilesIn(join(folder, "rules"), displayPath(cwd, join(folder, "rules")), report),
  );
  const known = [...new Set(names)].toSorted(compareCodePoints).join(", ");
  const fix = `give the path of a rules file, or the name of one of these: ${known}`;
  return readDocument(rulesFileOf(job, context), { expected: "a rules file", fix }, context);
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
