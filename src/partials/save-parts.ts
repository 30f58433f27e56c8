import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { groupBy } from "../domain/group-by.ts";
import { syncFile } from "../publish/sync.ts";
import type { ConsumptionExport } from "../sources/find-exports.ts";
import { hashFile } from "../sources/hash-file.ts";
import type { IngestedFile } from "./consumption-file.ts";
import { keptTextFile } from "./kept-text.ts";
import { indexPath, type State } from "./open-state.ts";
import { partKey, type ReadingOptions } from "./part-key.ts";
import { segmentFiles } from "./segment-files.ts";
import { type NotedFile, type NotedPart, type StateIndex, writeIndex } from "./state-index.ts";
import { writeSynced } from "./write-synced.ts";

/** Beyond this many segments, or where one holds more that is gone than is of use, they are written anew as one. */
const maxSegments = 8;

/** Whether what is kept of these files is to be written anew as one segment. */
export function isScattered({ index }: State, loaded: readonly IngestedFile[], options: ReadingOptions): boolean {
  const live = groupBy(Object.values(partsOf(index, loaded, options)), ({ segment }) => segment);
  const wasteful = [...live].some(([name, parts]) => parts.length * 2 < (index.segments[name]?.parts ?? 0));
  return wasteful || live.size >= maxSegments;
}

function partsOf(
  index: StateIndex,
  loaded: readonly IngestedFile[],
  options: ReadingOptions,
): Record<string, NotedPart> {
  const parts: Record<string, NotedPart> = {};
  for (const file of loaded) {
    const key = partKey(file.sha256, file.export, options);
    const noted = index.parts[key];
    if (noted !== undefined) parts[key] = noted;
  }
  return parts;
}

/** Writes the partials of these files, by their numbers, into a file that is not there yet. */
export type WritePartials = (path: string, files: readonly number[]) => Promise<void>;

/**
 * Keeps what this run read, and notes what it still needs. The rest stays until `pruneState`: the run may be reading it.
 *
 * @param order.ingested - all files of the run, those loaded among them
 * @returns the names of the segments that are still needed
 */
export async function saveParts(
  state: State,
  writePartials: WritePartials,
  { ingested, loaded, unread, options }: SaveOrder,
): Promise<ReadonlySet<string>> {
  const { folder, index } = state;
  await mkdir(folder, { recursive: true });
  const old = new Set(loaded);
  const anew = isScattered(state, loaded, options);
  const kept = anew ? {} : partsOf(index, loaded, options);
  const fresh = anew ? ingested : ingested.filter((file) => !old.has(file));
  const written = await writeParts(folder, writePartials, { files: fresh, options });
  const live = new Set(Object.values(kept).map(({ segment }) => segment));
  const segments = Object.fromEntries(Object.entries(index.segments).filter(([name]) => live.has(name)));
  const read = ingested.map(({ export: file, sha256 }) => ({ file, sha256 }));
  await writeIndex(indexPath(folder), {
    files: Object.fromEntries([...read, ...unread].map(({ file, sha256 }) => [file.file, noteOf(file, sha256)])),
    parts: { ...kept, ...written.parts },
    segments: { ...segments, ...written.segments },
  });
  return new Set([...Object.keys(segments), ...Object.keys(written.segments)]);
}

export interface SaveOrder {
  readonly ingested: readonly IngestedFile[];
  /** Those of them that were loaded, not read. */
  readonly loaded: readonly IngestedFile[];
  /** Exports left out, with their hashes: noted, so that they are not hashed again. */
  readonly unread: readonly { readonly file: ConsumptionExport; readonly sha256: string }[];
  readonly options: ReadingOptions;
}

function noteOf({ bytes, changed, head }: ConsumptionExport, sha256: string): NotedFile {
  return { bytes, changed, sha256, head };
}

/** Writes a segment of these files; none where there are none. */
async function writeParts(
  folder: string,
  writePartials: WritePartials,
  { files, options }: { readonly files: readonly IngestedFile[]; readonly options: ReadingOptions },
): Promise<Pick<StateIndex, "parts" | "segments">> {
  if (files.length === 0) return { parts: {}, segments: {} };
  const draft = segmentFiles(folder, "draft");
  for (const path of Object.values(draft)) await rm(path, { force: true });
  const numbers = files.map(({ number }) => number);
  await writePartials(draft.partials, numbers);
  await syncFile(draft.partials);
  const sha256 = await hashFile(draft.partials);
  const segment = sha256.slice(0, 16);
  const target = segmentFiles(folder, segment);

  const rejects = files.filter((file) => file.rejects.length > 0).map((file) => [file.number, file.rejects]);
  const rejectsSha256 = rejects.length === 0 ? undefined : await writeRejects(draft.rejects, target.rejects, rejects);
  await rename(draft.partials, target.partials);
  const parts = files.map((file): [string, NotedPart] => [
    partKey(file.sha256, file.export, options),
    {
      segment,
      part: file.number,
      read: { rows: file.read.rows, usd: String(file.read.usd) },
      brokenRows: file.brokenRows,
    },
  ]);
  const noted = { parts: files.length, sha256, ...(rejectsSha256 === undefined ? {} : { rejectsSha256 }) };
  return { parts: Object.fromEntries(parts), segments: { [segment]: noted } };
}

async function writeRejects(draft: string, target: string, rejects: unknown): Promise<string> {
  await writeSynced(draft, JSON.stringify(rejects));
  await rename(draft, target);
  return hashFile(target);
}

/**
 * Removes the segments that the index does not name any more, and what was left unfinished.
 *
 * @param segments - the names of those that it does
 */
export async function pruneState({ folder }: Pick<State, "folder">, segments: ReadonlySet<string>): Promise<void> {
  for (const name of await readdir(folder)) {
    const [stem = ""] = name.split(".");
    if (name !== "index.json" && name !== keptTextFile && !segments.has(stem))
      await rm(join(folder, name), { force: true });
  }
}
