import { errnoOf } from "../domain/disk-error.ts";
import { groupBy } from "../domain/group-by.ts";
import { InputError } from "../domain/input-error.ts";
import { isSuperseded, type LostDays } from "./choose-runs.ts";
import { contentOf } from "./content.ts";
import { compareAge, exportAge, groupOfFile } from "./export-age.ts";
import type { FoundFile } from "./find-files.ts";
import type { KnownFile } from "./known-file.ts";
import { type ExportRun, pathOfBlob } from "./manifest.ts";
import { unpackedBytes } from "./unpacked-bytes.ts";

/** What the files' paths and content reveal before any header is read. */
export interface LeftOut {
  /** Files that need not be read, each with the files that count instead. */
  readonly left: ReadonlyMap<FoundFile, readonly string[]>;
  /** SHA-256 of the files that had to be compared. */
  readonly hashes: ReadonlyMap<FoundFile, string>;
}

/** Files, the export runs among them, and what is known of them. */
interface FilesToCompare {
  readonly files: readonly FoundFile[];
  readonly runs: readonly ExportRun[];
  readonly lost: ReadonlyMap<ExportRun, readonly LostDays[]>;
  readonly known: ReadonlyMap<FoundFile, KnownFile>;
  /** Most bytes that a file may expand to. */
  readonly maxBytes: number;
}

/**
 * Finds the files that need not be read: whole runs first, then copies by content. Of files with the same content the
 * newest by name counts; files of export runs are never compared (S14).
 */
export async function leftOut({ files, runs, lost, known, maxBytes }: FilesToCompare): Promise<LeftOut> {
  const left = new Map<FoundFile, readonly string[]>();
  const inRuns = new Set(runs.flatMap((run) => filesBeside(run, files)));
  for (const run of runs) {
    const days = lost.get(run) ?? [];
    if (!isSuperseded(run, days)) continue;
    const own = days.filter(
      ({ firstDay, lastDay }) => firstDay <= run.period.lastDay && run.period.firstDay <= lastDay,
    );
    const winners = [...new Set(own.flatMap(({ to }) => blobFiles(to)))];
    for (const file of filesBeside(run, files)) left.set(file, winners);
  }
  const hashes = await hashAlike({ files: files.filter((file) => !inRuns.has(file)), known, maxBytes });
  for (const alike of groupBy([...hashes.keys()], (file) => hashes.get(file)).values()) {
    const newest = alike.reduce((a, b) => (compareAge(ageOf(a), ageOf(b)) < 0 ? b : a));
    for (const file of alike) if (file !== newest) left.set(file, [newest.file]);
  }
  return { left, hashes };
}

/** Hashes the files that may have the content of another: those of the same unpacked size. */
async function hashAlike({
  files,
  known,
  maxBytes,
}: Pick<FilesToCompare, "files" | "known" | "maxBytes">): Promise<ReadonlyMap<FoundFile, string>> {
  const hashes = new Map<FoundFile, string>();
  const sizes = new Map<FoundFile, number>();
  for (const file of files) {
    const bytes = await unlessUnreadable(unpackedBytes(file, maxBytes));
    if (bytes !== undefined && bytes > 0) sizes.set(file, bytes);
  }
  for (const alike of groupBy([...sizes.keys()], (file) => sizes.get(file)).values()) {
    for (const file of alike.length > 1 ? alike : []) {
      const sha256 = known.get(file)?.sha256 ?? (await unlessUnreadable(contentOf(file, maxBytes)))?.sha256;
      if (sha256 !== undefined) hashes.set(file, sha256);
    }
  }
  return hashes;
}

/** Returns nothing for a file that cannot be read: it is reported when its rows are read. */
async function unlessUnreadable<T>(reading: Promise<T>): Promise<T | undefined> {
  return reading.catch((error: unknown) => {
    if (error instanceof InputError || errnoOf(error) !== "") return undefined;
    throw error;
  });
}

/** Of members of one archive the last by name is the newest. */
function ageOf(file: FoundFile) {
  const age = exportAge(groupOfFile(file));
  return file.containers === undefined ? age : { ...age, path: file.file };
}

/** Returns the files of a run, relative to the input folder. */
const blobFiles = (run: ExportRun): string[] => run.blobs.map((blob) => pathOfBlob(run, blob));

/** Returns the files directly in the folder of a run's manifest. */
export function filesBeside({ folder }: ExportRun, files: readonly FoundFile[]): FoundFile[] {
  return files.filter(({ file }) => file.slice(0, Math.max(0, file.lastIndexOf("/"))) === folder);
}
