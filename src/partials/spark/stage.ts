import { createHash, randomBytes } from "node:crypto";
import { readdir, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { reasonOf } from "../../domain/disk-error.ts";
import { ClusterError } from "../../domain/input-error.ts";
import type { SparkSettings } from "../../domain/job.ts";

/** The folder of one run in the stage, where Spark writes groups and this machine reads them. */
export interface Stage {
  /** As Spark names it. */
  readonly address: string;
  /** Returns the Parquet files of a set. */
  groupFiles(set: string): Promise<readonly string[]>;
  /** Removes the folder. */
  remove(): Promise<void>;
}

/** Whose stage it is, and how to tell the operator what could not be removed. */
export interface StageOptions {
  readonly settings: Pick<SparkSettings, "stage" | "stagePath">;
  /** The output folder, whose lock the run holds: folders of its other runs are those of dead ones. */
  readonly output: string;
  readonly warn: (message: string) => void;
}

/**
 * Opens a stage for a run. The run's folder has a name of its own, so that nothing an earlier run has left can be taken for
 * its groups; Spark makes it. Folders of dead runs of the same output folder on this host are removed, and nothing else.
 *
 * @throws ClusterError when the stage cannot be read
 */
export async function openStage({ settings, output, warn }: StageOptions): Promise<Stage> {
  const { stage, stagePath } = settings;
  const owner = createHash("sha256").update(`${hostname()}\n${output}`).digest("hex").slice(0, 16);
  const ours = new RegExp(`^tierbook-${owner}-[0-9a-f]{16}$`);
  const remove = (name: string) =>
    rm(join(stagePath, name), { recursive: true, force: true }).catch((error: unknown) => {
      warn(`${join(stagePath, name)} could not be removed; the next run tries again: ${reasonOf(error)}`);
    });
  for (const name of await namesIn(stagePath)) if (ours.test(name)) await remove(name);
  const folder = `tierbook-${owner}-${randomBytes(8).toString("hex")}`;
  return {
    address: `${stage}/${folder}`,
    groupFiles: async (set) => {
      const path = join(stagePath, folder, set);
      const found = (await namesIn(path)).filter((name) => /^[^_.].*\.parquet$/.test(name));
      if (found.length === 0) throw unusable(path, "no Parquet files of the groups that Spark was to write there");
      return found.map((name) => join(path, name));
    },
    remove: () => remove(folder),
  };
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch((error: unknown) => {
    throw unusable(folder, `a folder that cannot be read (${reasonOf(error)})`, error);
  });
}

/** Creates the error of a stage, or a folder in it, that is not as Spark should have left it. */
export function unusable(path: string, found: string, cause?: unknown): ClusterError {
  const problem = {
    file: path,
    code: "spark-stage",
    found,
    expected: "the folder that Spark writes groups to, mounted where this machine can read it",
    fix: "let `spark.stage` and `spark.stagePath` in job.yaml name one folder, in which both may read and write, or set `engine: embedded`",
  };
  return new ClusterError(problem, { cause });
}
