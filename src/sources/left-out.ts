import { isSuperseded, type LostMonths } from "./choose-runs.ts";
import type { FoundFile } from "./find-files.ts";
import { hashFile } from "./hash-file.ts";
import type { KnownFile } from "./known-file.ts";
import type { ExportRun } from "./manifest.ts";

/** What the files' paths and content reveal before any header is read. */
export interface LeftOut {
  /** Files that need not be read, each with the files that count instead. */
  readonly left: ReadonlyMap<FoundFile, readonly string[]>;
  /** SHA-256 of the files that had to be compared. */
  readonly hashes: ReadonlyMap<FoundFile, string>;
}

/** Finds the files that need not be read: whole runs first, then copies by content. */
export async function leftOut(
  files: readonly FoundFile[],
  runs: readonly ExportRun[],
  lost: ReadonlyMap<ExportRun, LostMonths>,
  known: ReadonlyMap<FoundFile, KnownFile>,
): Promise<LeftOut> {
  const left = new Map<FoundFile, string[]>();
  const hashes = new Map<FoundFile, string>();
  for (const run of runs) {
    const months = lost.get(run) ?? new Map();
    if (!isSuperseded(run, months)) continue;
    const winners = new Set([...months.values()].flatMap(blobFiles));
    for (const file of filesBeside(run, files)) left.set(file, [...winners]);
  }
  const first = new Map<string, FoundFile>();
  const alike = new Map<string, number>();
  for (const { kind, bytes } of files) alike.set(`${kind} ${bytes}`, (alike.get(`${kind} ${bytes}`) ?? 0) + 1);
  for (const file of files) {
    if (left.has(file) || alike.get(`${file.kind} ${file.bytes}`) === 1 || file.bytes === 0) continue;
    const sha256 = known.get(file)?.sha256 ?? (await hashFile(file.path));
    hashes.set(file, sha256);
    const content = `${file.kind} ${sha256}`;
    const original = first.get(content);
    if (original === undefined) first.set(content, file);
    else left.set(file, [original.file]);
  }
  return { left, hashes };
}

/** Returns the files of a run, relative to the input folder. */
export const blobFiles = (run: ExportRun): string[] => run.blobs.map((blob) => `${run.folder}/${blob.name}`);
/** Returns whether a file below a run's folder is directly in it. */
const isBeside = (run: ExportRun, file: FoundFile) => file.file.lastIndexOf("/") === run.folder.length;

/** Returns the files directly in the folder of a run's manifest. */
export const filesBeside = (run: ExportRun, files: readonly FoundFile[]) =>
  files.filter((file) => file.file.startsWith(`${run.folder}/`) && isBeside(run, file));
