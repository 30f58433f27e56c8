import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { RejectedRow } from "../domain/consumption.ts";
import { groupBy } from "../domain/group-by.ts";
import type { ConsumptionExport } from "../sources/find-exports.ts";
import { hashFile } from "../sources/hash-file.ts";
import type { IngestedFile } from "./consumption-file.ts";
import type { Connection } from "./duckdb/engine.ts";
import type { State } from "./open-state.ts";
import { partKey, type ReadingOptions } from "./part-key.ts";
import { type Cuts, type Segment, uncutParts, viewSegments } from "./partial-segments.ts";
import { segmentFiles } from "./segment-files.ts";
import type { NotedPart } from "./state-index.ts";

/** How the files of this run are read, and where it tells days apart. */
export interface PartsOrder {
  readonly files: readonly ConsumptionExport[];
  readonly options: ReadingOptions;
  readonly cuts: Cuts;
  /** Told once the database is at work. */
  readonly onBusy?: () => void;
}

/** The files whose partials were there. */
export interface LoadedParts {
  readonly loaded: readonly IngestedFile[];
  readonly missing: readonly ConsumptionExport[];
}

/** A segment that is what was written, with those of its parts that a run wants. */
export interface FoundSegment {
  /** Of the partials. */
  readonly path: string;
  readonly parts: readonly { readonly part: number; readonly file: IngestedFile }[];
}

/**
 * Finds what earlier runs read of these files in the same way. Files get the numbers of their places.
 *
 * @param files - in the order of the run
 */
export async function findParts(
  state: State,
  { files, options }: Pick<PartsOrder, "files" | "options">,
): Promise<FoundSegment[]> {
  const hits = files.flatMap((file, number): Hit[] => {
    const noted =
      file.knownSha256 === undefined ? undefined : state.index.parts[partKey(file.knownSha256, file, options)];
    return noted === undefined ? [] : [{ ...noted, number, export: file }];
  });
  const found: FoundSegment[] = [];
  for (const [segment, parts] of groupBy(hits, (hit) => hit.segment)) {
    const rejects = await openSegment(state, segment);
    if (rejects === undefined) continue;
    const { partials } = segmentFiles(state.folder, segment);
    found.push({ path: partials, parts: parts.map((hit) => ({ part: hit.part, file: fileOf(hit, rejects) })) });
  }
  return found;
}

interface Hit extends NotedPart {
  readonly number: number;
  readonly export: ConsumptionExport;
}

function fileOf({ part, number, export: file, read, brokenRows }: Hit, rejects: RejectsByPart): IngestedFile {
  const rows = (rejects.get(part) ?? []).map((row) => ({ ...row, file: file.file }));
  const usd = BigInt(read.usd);
  const sha256 = file.knownSha256 ?? "";
  return { number, export: file, sha256, read: { rows: read.rows, usd }, brokenRows, rejects: rows };
}

type RejectsByPart = ReadonlyMap<number, readonly RejectedRow[]>;

/** @returns the rejected rows by part; `undefined` where the segment is not what was written */
async function openSegment(state: State, segment: string): Promise<RejectsByPart | undefined> {
  const noted = state.index.segments[segment];
  const { partials, rejects } = segmentFiles(state.folder, segment);
  try {
    if (noted === undefined || (await hashFile(partials)) !== noted.sha256) throw new Error("not what was written");
    if (noted.rejectsSha256 === undefined) return new Map();
    if ((await hashFile(rejects)) !== noted.rejectsSha256) throw new Error("not what was written");
    return new Map(JSON.parse(await readFile(rejects, "utf8")) as [number, RejectedRow[]][]);
  } catch {
    warnOfDamage(state, segment);
    return undefined;
  }
}

function warnOfDamage(state: State, segment: string): void {
  state.warn(`The state in ${state.folder} is damaged (${segment}): the files it was made from are read again.`);
}

/** Puts what was found among the partials, but for the parts that are of no use for the run's as-of day. */
export async function viewParts(
  state: State,
  connection: Connection,
  { found, files, cuts, onBusy = () => {} }: Omit<PartsOrder, "options"> & { readonly found: readonly FoundSegment[] },
): Promise<LoadedParts> {
  const loaded: IngestedFile[] = [];
  const segments: Segment[] = [];
  for (const { path, parts } of found) {
    try {
      const reading = uncutParts(connection, path, cuts);
      onBusy();
      const uncut = await reading;
      const usable = parts.filter(({ part }) => !uncut.has(part));
      if (usable.length === 0) continue;
      segments.push({ path, parts: usable.map(({ part, file }) => ({ part, file: file.number })) });
      loaded.push(...usable.map(({ file }) => file));
    } catch {
      warnOfDamage(state, basename(path, ".parquet"));
    }
  }
  if (segments.length > 0) await viewSegments(connection, segments, cuts);
  const there = new Set(loaded.map((file) => file.export));
  return {
    loaded: loaded.sort((a, b) => a.number - b.number),
    missing: files.filter((file) => !there.has(file)),
  };
}

/** Puts among the partials what earlier runs read of these files in the same way. */
export async function loadParts(state: State, connection: Connection, order: PartsOrder): Promise<LoadedParts> {
  return viewParts(state, connection, { ...order, found: await findParts(state, order) });
}
