import { isSuperseded, type LostMonths } from "./choose-runs.ts";
import type { FoundFile } from "./find-files.ts";
import { hashFile } from "./hash-file.ts";
import type { ExportRun } from "./manifest.ts";

/** Files that need not be read, each with those that count instead: whole runs first, then copies by content. */
export async function leftOut(
  files: readonly FoundFile[],
  runs: readonly ExportRun[],
  lost: ReadonlyMap<ExportRun, LostMonths>,
): Promise<Map<FoundFile, string[]>> {
  const left = new Map<FoundFile, string[]>();
  for (const run of runs) {
    const months = lost.get(run) ?? new Map();
    if (!isSuperseded(run, months)) continue;
    const winners = new Set([...months.values()].flatMap(blobFiles));
    for (const file of filesBeside(run, files)) left.set(file, [...winners]);
  }
  const first = new Map<string, FoundFile>();
  for (const file of files) {
    const alike = files.some((other) => other !== file && other.kind === file.kind && other.bytes === file.bytes);
    if (left.has(file) || !alike || file.bytes === 0) continue;
    const content = `${file.kind} ${await hashFile(file.path)}`;
    const original = first.get(content);
    if (original === undefined) first.set(content, file);
    else left.set(file, [original.file]);
  }
  return left;
}

/** The files of a run, relative to the input folder. */
export const blobFiles = (run: ExportRun): string[] => run.blobs.map((blob) => `${run.folder}/${blob.name}`);
/** Whether a file lies in the very folder of a run's manifest. */
const isBeside = (run: ExportRun, file: FoundFile) => file.file.lastIndexOf("/") === run.folder.length;

/** The files in the very folder of a run's manifest. */
export const filesBeside = (run: ExportRun, files: readonly FoundFile[]) =>
  files.filter((file) => file.file.startsWith(`${run.folder}/`) && isBeside(run, file));
