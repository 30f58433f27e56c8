import { existsSync } from "node:fs";
import { basename, join, relative, resolve, sep } from "node:path";
import type { InputProblem } from "../domain/input-error.ts";
import type { Job } from "../domain/job.ts";
import { checkDocument } from "./check-document.ts";
import type { Report } from "./config-file.ts";
import { configPath } from "./config-folder.ts";
import { layOver, type Override, readEnvironment } from "./environment.ts";
import { jobSchema, type WrittenJob } from "./job-schema.ts";
import { checkSpark, sparkSettings } from "./spark-schema.ts";
import { valueAt, type YamlDocument } from "./yaml-document.ts";

/** Settings given by flags. */
export interface Overrides {
  readonly input?: string | undefined;
  readonly output?: string | undefined;
  readonly rules?: string | undefined;
}

/** The folders that the paths of a job start from; absolute. */
export interface JobFolders {
  /** Has the rules file that is given by a bare name, if it is not the shipped one. */
  readonly configFolder: string;
  /** Paths in `job.yaml` are relative to it. */
  readonly root: string;
}

/** The sources of settings outside `job.yaml`. */
export interface JobSurroundings {
  /** Absolute. Paths in flags and variables are relative to it. */
  readonly cwd: string;
  readonly overrides: Overrides;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Overlays the settings from flags and environment on `job.yaml`, without checking them. */
export function layOverJob(written: YamlDocument, around: JobSurroundings, report: Report): YamlDocument {
  // Flags come last: they win over the environment.
  const outside = [...readEnvironment(around.env, report), ...flagsOf(around.overrides)];
  return layOver(
    written,
    outside.map((override) => ({ ...override, value: pathFromCwd(override, around.cwd) })),
  );
}

/**
 * Checks a job.
 *
 * @param document - from `layOverJob`
 * @returns `undefined` after reporting every problem
 */
export function readJob(document: YamlDocument, folders: JobFolders, report: Report): Job | undefined {
  const checked = checkDocument(document, jobSchema, report);
  if (checked !== undefined) checkSpark(document, checked, report);
  return checked && toJob(checked, { root: folders.root, rules: rulesFileOf(document, folders) });
}

/**
 * Returns the path of a job's rules file, even if the job has faults, so that both files' problems are shown together.
 */
export function rulesFileOf(document: YamlDocument, { configFolder, root }: JobFolders): string {
  const written = valueAt(document, ["rules"]);
  const rules = typeof written === "string" && written !== "" ? written : jobSchema.shape.rules.parse(undefined);
  return isBareName(rules) ? configPath(configFolder, "rules", rules) : resolve(root, rules);
}

function flagsOf(overrides: Overrides): Override[] {
  return Object.entries(overrides).flatMap(([key, value]) =>
    value === undefined ? [] : [{ path: [key], value, origin: `--${key}` }],
  );
}

/**
 * Resolves a path given by a flag or variable. A rules file given by its bare name is taken from the working folder if
 * it exists there, else from `config/rules/`.
 */
function pathFromCwd(override: Override, cwd: string): string {
  const { path, value } = override;
  const key = path.join(".");
  if (value === "" || !["input", "output", "rules"].includes(key)) return value;
  const absolute = resolve(cwd, value);
  return key === "rules" && isBareName(value) && !existsSync(absolute) ? value : absolute;
}

function toJob(written: WrittenJob, { root, rules }: { readonly root: string; readonly rules: string }): Job {
  const { input: from, output, window: mode, settleDays, closeFromPercent, closeWithin, spark, ...rest } = written;
  const input = resolve(root, from);
  return {
    ...rest,
    ...(rest.engine === "spark" && { spark: sparkSettings(spark, { root, input }) }),
    input,
    output: resolve(root, output),
    rules,
    window: { mode, settleDays },
    close: { fromPercentTenThousandths: closeFromPercent, withinPeople: closeWithin },
  };
}

function isBareName(path: string): boolean {
  return basename(path) === path && path !== "." && path !== "..";
}

/** Folders inside the input folder whose tables are all read. */
const readFolders = new Set(["consumption", "transcripts"]);

/** Reports folders of a job that must be apart and are not. */
export function checkFoldersApart(job: Job, report: Report): void {
  checkOutputApart(job, report);
  checkFetchedApart(job, report);
}

/** Reports an output folder inside the exports: the next run would read the reports there as exports. */
function checkOutputApart({ input, output }: Pick<Job, "input" | "output">, report: Report): void {
  const [top = ""] = relative(input, output).split(sep);
  if (readFolders.has(top)) report(insideExports(output, top));
}

/**
 * Reports folders of `azure:` that lie within each other or touch the output folder: blobs of two containers could have
 * one name, and no blob may get into a report.
 */
function checkFetchedApart({ input, output, azure }: Pick<Job, "input" | "output" | "azure">, report: Report): void {
  const folders = azure.map(({ into }) => join(input, ...into.split("/")));
  folders.forEach((folder, index) => {
    const { into = "" } = azure[index] ?? {};
    const twin = folders.findIndex((other, at) => at < index && areWithin(folder, other));
    if (areWithin(folder, output)) report(fetchedInto(into, "which is, or touches, the output folder"));
    if (twin >= 0) report(fetchedInto(into, `which is, or touches, the folder of entry ${twin + 1}`));
  });
}

/** Returns whether one of two folders is the other or lies in it, on disks that ignore case, too. */
function areWithin(...[a, b]: readonly [string, string]): boolean {
  const [left, right] = [a, b].map((path) => `${path.toLowerCase()}${sep}`) as [string, string];
  return left.startsWith(right) || right.startsWith(left);
}

function fetchedInto(into: string, found: string): InputProblem {
  return {
    file: "job.yaml",
    code: "shared-folder",
    found: `\`into: ${into}\` under \`azure:\`, ${found}`,
    expected: "a folder of its own for each container",
    fix: "name another one in `into:`",
  };
}

function insideExports(output: string, top: string): InputProblem {
  return {
    file: output,
    code: "output-among-inputs",
    found: `an output folder below the exports in ${top}/`,
    expected: "a folder apart from them, since all tables there are read",
    fix: "name another with --output, or with `output:` in job.yaml",
  };
}
