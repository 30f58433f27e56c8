import { existsSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import type { InputProblem } from "../domain/input-error.ts";
import type { Job } from "../domain/job.ts";
import { checkDocument } from "./check-document.ts";
import type { Report } from "./config-file.ts";
import { layOver, type Override, readEnvironment } from "./environment.ts";
import { jobSchema, type WrittenJob } from "./job-schema.ts";
import { valueAt, type YamlDocument } from "./yaml-document.ts";

/** Settings given by flags. */
export interface Overrides {
  readonly input?: string | undefined;
  readonly output?: string | undefined;
  readonly rules?: string | undefined;
}

/** The sources of settings outside `job.yaml`, and the folders that relative paths start from. */
export interface JobSurroundings {
  /** Absolute. Paths in `job.yaml` are relative to its parent. */
  readonly configFolder: string;
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
 * @param configFolder - absolute; relative paths start from its parent
 * @returns `undefined` after reporting every problem
 */
export function readJob(document: YamlDocument, configFolder: string, report: Report): Job | undefined {
  const checked = checkDocument(document, jobSchema, report);
  return checked === undefined
    ? undefined
    : toJob(checked, { configFolder, rules: rulesFileOf(document, configFolder) });
}

/**
 * Returns the path of a job's rules file, even if the job has faults, so that both files' problems are shown together.
 */
export function rulesFileOf(document: YamlDocument, configFolder: string): string {
  const written = valueAt(document, ["rules"]);
  const rules = typeof written === "string" && written !== "" ? written : jobSchema.shape.rules.parse(undefined);
  return isBareName(rules) ? join(configFolder, "rules", rules) : resolve(dirname(configFolder), rules);
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

function toJob(written: WrittenJob, found: { readonly configFolder: string; readonly rules: string }): Job {
  const { input, output, window: mode, settleDays, closeFromPercent, closeWithin, ...rest } = written;
  const root = dirname(found.configFolder);
  return {
    ...rest,
    input: resolve(root, input),
    output: resolve(root, output),
    rules: found.rules,
    window: { mode, settleDays },
    close: { fromPercentTenThousandths: closeFromPercent, withinPeople: closeWithin },
  };
}

function isBareName(path: string): boolean {
  return basename(path) === path && path !== "." && path !== "..";
}

/** Folders inside the input folder whose tables are all read. */
const readFolders = new Set(["consumption", "transcripts"]);

/** Reports an output folder inside the exports: the next run would read the reports there as exports. */
export function checkOutputApart({ input, output }: Pick<Job, "input" | "output">, report: Report): void {
  const [top = ""] = relative(input, output).split(sep);
  if (readFolders.has(top)) report(insideExports(output, top));
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
