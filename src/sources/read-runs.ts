import type { InputProblem } from "../domain/input-error.ts";
import { collect } from "./collect.ts";
import { type FoundFile, isBelowExportFolder } from "./find-files.ts";
import { type ExportRun, readManifest } from "./manifest.ts";

/** Export runs, and files that are only named like a manifest. */
export interface ReadRuns {
  readonly runs: readonly ExportRun[];
  readonly foreign: readonly FoundFile[];
}

/**
 * Reads all manifests. Where a folder has one of each layout, the current layout wins. A file that is no manifest of an
 * export is a problem only in a folder that holds nothing but exports: other programs have files of that name, too.
 *
 * @param problems - receives the problems found
 */
export async function readRuns(manifests: readonly FoundFile[], problems: InputProblem[]): Promise<ReadRuns> {
  const runs: ExportRun[] = [];
  const foreign: FoundFile[] = [];
  const isOld = ({ file }: FoundFile) => file.slice(file.lastIndexOf("/") + 1).startsWith("_");
  for (const manifest of [...manifests.filter((each) => !isOld(each)), ...manifests.filter(isOld)]) {
    const own: InputProblem[] = [];
    const run = await collect(own, () => readManifest(manifest));
    if (run !== undefined && !runs.some((other) => other.folder === run.folder)) runs.push(run);
    const isForeign = own.some(({ code }) => code === "broken-manifest") && !isBelowExportFolder(manifest.file);
    if (isForeign) foreign.push(manifest);
    else problems.push(...own);
  }
  return { runs, foreign };
}
