import { readFile } from "node:fs/promises";
import type { RejectedRow } from "../domain/consumption.ts";
import { groupBy } from "../domain/group-by.ts";
import type { IngestedFile } from "../ingest/consumption-file.ts";
import type { Connection } from "../ingest/engine.ts";
import { type Cuts, type Segment, uncutParts, viewSegments } from "../ingest/partial-segments.ts";
import type { ConsumptionExport } from "../sources/find-exports.ts";
import { hashFile } from "../sources/hash-file.ts";
import type { State } from "./open-state.ts";
import { partKey, type ReadingOptions } from "./part-key.ts";
import { segmentFiles } from "./segment-files.ts";
import type { NotedPart } from "./state-index.ts";

/** How the files of this run are read, and where it tells days apart. */
export interface PartsOrder {
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

interface Hit extends NotedPart {
  readonly number: number;
  readonly export: ConsumptionExport;
}

/**
 * Puts among the partials what earlier runs read of these files in the same way. Files get the numbers of their places.
 *
 * @param files - in the order of the run
 */
export async function loadParts(
  state: State,
  connection: Connection,
  { files, options, cuts, onBusy = () => {} }: PartsOrder & { readonly files: readonly ConsumptionExport[] },
): Promise<LoadedParts> {
  const hits = files.flatMap((file, number): Hit[] => {
    const noted =
      file.knownSha256 === undefined ? undefined : state.index.parts[partKey(file.knownSha256, file, options)];
    return noted === undefined ? [] : [{ ...noted, number, export: file }];
  });
  const loaded: IngestedFile[] = [];
  const segments: Segment[] = [];
  for (const [segment, parts] of groupBy(hits, (hit) => hit.segment)) {
    const opened = await openSegment(state, connection, { segment, cuts, onBusy });
    if (opened === undefined) continue;
    const usable = parts.filter(({ part }) => !opened.uncut.has(part));
    if (usable.length === 0) continue;
    segments.push({ path: opened.path, parts: usable.map(({ part, number }) => ({ part, file: number })) });
    for (const { part, number, export: file, read, brokenRows } of usable) {
      const rows = (opened.rejects.get(part) ?? []).map((row) => ({ ...row, file: file.file }));
      const usd = BigInt(read.usd);
      const sha256 = file.knownSha256 ?? "";
      loaded.push({ number, export: file, sha256, read: { rows: read.rows, usd }, brokenRows, rejects: rows });
    }
  }
  if (segments.length > 0) await viewSegments(connection, segments, cuts);
  const found = new Set(loaded.map((file) => file.export));
  return {
    loaded: loaded.sort((a, b) => a.number - b.number),
    missing: files.filter((file) => !found.has(file)),
  };
}

/** A segment that is what was written. */
interface OpenedSegment {
  /** Of the partials. */
  readonly path: string;
  /** The rejected rows by part. */
  readonly rejects: ReadonlyMap<number, readonly RejectedRow[]>;
  /** Parts that are of no use for the run's as-of day. */
  readonly uncut: ReadonlySet<number>;
}

/** @returns `undefined` where the segment is not what was written */
async function openSegment(
  state: State,
  connection: Connection,
  { segment, cuts, onBusy }: Required<Omit<PartsOrder, "options">> & { readonly segment: string },
): Promise<OpenedSegment | undefined> {
  const noted = state.index.segments[segment];
  const { partials, rejects } = segmentFiles(state.folder, segment);
  try {
    if (noted === undefined || (await hashFile(partials)) !== noted.sha256) throw new Error("not what was written");
    if (noted.rejectsSha256 !== undefined && (await hashFile(rejects)) !== noted.rejectsSha256)
      throw new Error("not what was written");
    const reading = uncutParts(connection, partials, cuts);
    onBusy();
    const uncut = await reading;
    const rows: [number, RejectedRow[]][] =
      noted.rejectsSha256 === undefined ? [] : JSON.parse(await readFile(rejects, "utf8"));
    return { path: partials, rejects: new Map(rows), uncut };
  } catch {
    state.warn(`The state in ${state.folder} is damaged (${segment}): the files it was made from are read again.`);
    return undefined;
  }
}
