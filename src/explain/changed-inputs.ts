import { InputError, type InputProblem } from "../domain/input-error.ts";
import type { Job } from "../domain/job.ts";
import type { HashedFile, RunInputs } from "../domain/run-inputs.ts";

/** The current config, to be compared with that of a run. */
export interface PresentInputs {
  readonly job: Job;
  readonly files: readonly HashedFile[];
}

/** The settings that a verdict depends on. */
const deciding = [
  "window",
  "marketBasis",
  "close",
  "mixRoutes",
  "retroactive",
  "dataset",
  "placeholders",
  "sources",
] as const satisfies readonly (keyof Job)[];

/**
 * Finds what has changed in the config since a run was made: a changed config cannot explain its verdict.
 *
 * @returns no problems when the config is still the same
 */
export function changedConfig({ rules, configFiles, job }: RunInputs, present: PresentInputs): InputProblem[] {
  const hashes = new Set(present.files.map(({ sha256 }) => sha256));
  const problems: InputProblem[] = [];
  if (!hashes.has(rules.sha256)) {
    problems.push({
      file: rules.path,
      code: "changed-since-run",
      found: "other rules than those the published run was made with",
      expected: "the same rules file, unchanged since",
      fix: `name it with --rules ${rules.path}, or run again with the present rules`,
    });
  }
  for (const { path, sha256 } of configFiles) {
    if (isJob(path) || hashes.has(sha256)) continue;
    problems.push({
      file: path,
      code: "changed-since-run",
      found: "a config file that changed after the published run",
      ...asItWas,
    });
  }
  const [before, now] = [decidingSettings(job), decidingSettings({ ...present.job })];
  for (const setting of now.keys()) {
    if (before.get(setting) === now.get(setting)) continue;
    problems.push({
      file: "job.yaml",
      code: "changed-since-run",
      found: `another setting of ${setting} than in the published run`,
      ...asItWas,
    });
  }
  return problems;
}

/** Returns the settings that a verdict depends on, each as it is called in job.yaml, with its value as text. */
function decidingSettings(job: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> {
  const limits = job["limits"] as Partial<Job["limits"]> | undefined;
  return new Map([
    ...deciding.map(
      (key) => [key === "window" ? "`window` or `settleDays`" : `\`${key}\``, canonical(job[key])] as const,
    ),
    ["`limits.rejectedPercentPerPartner`", canonical(limits?.rejectedPercentPerPartner)],
  ]);
}

const asItWas = {
  expected: "the config that the verdict was made with",
  fix: "run again and ask then, or name the former config with --config",
};

/** Returns whether a file is job.yaml, whose settings are compared one by one: schedules and e-mail decide nothing. */
function isJob(path: string): boolean {
  return /(^|[\\/])job\.yaml$/.test(path);
}

/** Returns a value as text, the same text for equal values. */
function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_key, entry: unknown) => {
      if (typeof entry === "bigint") return entry.toString();
      if (typeof entry !== "object" || entry === null || Array.isArray(entry)) return entry;
      return Object.fromEntries(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1)));
    }) ?? ""
  );
}

/** Creates the error for a verdict whose inputs have changed or are gone. */
export function changedInputs(files: readonly Pick<InputProblem, "code" | "file" | "found">[]): InputError {
  return new InputError(
    files.map((changed) => ({
      ...changed,
      expected: "the file that the published run has read: only that shows what its verdict rests on",
      fix: "run again, and ask then",
    })),
  );
}
