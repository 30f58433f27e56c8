import type { Job } from "../domain/job.ts";
import { compareCodePoints } from "../domain/text.ts";
import { type FoundFile, type FoundFiles, findFiles } from "./find-files.ts";
import type { KnownFiles } from "./known-file.ts";
import { type Inside, lookInside } from "./look-inside.ts";
import { settingsFor } from "./source-settings.ts";

/** Everything below the input folder, with what lies inside ZIP files and workbooks. */
export interface AllFound extends FoundFiles {
  /** Of `containers`, those that were looked into. */
  readonly inside: readonly Inside[];
}

/**
 * Lists the input folder, and looks into ZIP files and workbooks, unless job.yaml ignores them (S14).
 *
 * @param isKnown - looks up files of earlier runs
 * @throws InputError when a folder cannot be read
 */
export async function findAll(
  job: Pick<Job, "input" | "output" | "sources" | "maxExpandedBytes">,
  isKnown: KnownFiles,
): Promise<AllFound> {
  const found = await findFiles(job.input, job.output);
  const isIgnored = (file: FoundFile) => settingsFor(job.sources, file).ignore === true;
  const inside: Inside[] = [];
  for (const container of found.containers) {
    if (!isIgnored(container)) inside.push(await lookInside(container, { maxBytes: job.maxExpandedBytes, isKnown }));
  }
  const ignored = found.containers.filter(isIgnored).map(({ file }) => file);
  return {
    ...found,
    inside,
    exports: [...found.exports, ...inside.flatMap(({ exports }) => exports)].sort(byFile),
    leftAlone: [...found.leftAlone, ...ignored, ...inside.flatMap(({ leftAlone }) => leftAlone)].sort(
      compareCodePoints,
    ),
    doubtful: [...found.doubtful, ...inside.flatMap(({ doubtful }) => doubtful)].sort(compareCodePoints),
  };
}

const byFile = (a: FoundFile, b: FoundFile) => compareCodePoints(a.file, b.file);
