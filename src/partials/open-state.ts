import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { FoundFile } from "../sources/find-files.ts";
import { hashFile } from "../sources/hash-file.ts";
import type { KnownFiles } from "../sources/known-file.ts";
import { emptyIndex, type NotedFile, readIndex, type StateIndex } from "./state-index.ts";

/** What earlier runs read, kept in `state/` of the output folder. It saves time and decides nothing. */
export interface State {
  /** Absolute path of the folder. */
  readonly folder: string;
  readonly index: StateIndex;
  /** Tells the operator what was wrong with it. */
  readonly warn: (message: string) => void;
  /** Files that have not changed since they were noted. */
  readonly known: KnownFiles;
}

export interface StateOptions {
  /** Trust no size and no time: hash every file. */
  readonly verify: boolean;
  readonly warn: (message: string) => void;
}

/** A change this close to the writing of the index may have come after it: clocks of file systems are coarse. */
const undecidedMs = 2_000;

export function indexPath(folder: string): string {
  return join(folder, "index.json");
}

/**
 * Opens the state of an output folder, empty where there is none. One that is damaged is as good as none.
 * The caller holds the lock of the output folder.
 */
export async function openState(folder: string, { verify, warn }: StateOptions): Promise<State> {
  const path = indexPath(folder);
  const read = await readIndex(path);
  if (read === "damaged") warn(`The state in ${folder} is damaged: every file is read again.`);
  const index = read === undefined || read === "damaged" ? emptyIndex : read;
  const written = read === undefined ? 0 : (await stat(path)).mtimeMs;
  return { folder, index, warn, known: knownFiles(index, verify ? 0 : written - undecidedMs) };
}

/** A file is known by its place, size and times where these decide, else by its content: it may have been moved, or touched. */
function knownFiles(index: StateIndex, decidedBefore: number): KnownFiles {
  const bySize = new Map<number, NotedFile[]>();
  for (const noted of Object.values(index.files)) {
    const same = bySize.get(noted.bytes);
    if (same === undefined) bySize.set(noted.bytes, [noted]);
    else same.push(noted);
  }
  return async (file) => {
    const noted = index.files[file.file];
    if (noted !== undefined && isUnchanged(file, noted, decidedBefore)) return noted;
    const alike = bySize.get(file.bytes);
    if (alike === undefined || file.bytes === 0) return undefined;
    // One that cannot be read is complained about when its head is read.
    const sha256 = await hashFile(file.path).catch(() => undefined);
    return alike.find((candidate) => candidate.sha256 === sha256);
  };
}

function isUnchanged({ bytes, changed }: FoundFile, noted: NotedFile, decidedBefore: number): boolean {
  const same = noted.bytes === bytes && noted.changed.content === changed.content && noted.changed.any === changed.any;
  return same && Math.max(changed.content, changed.any) < decidedBefore;
}
