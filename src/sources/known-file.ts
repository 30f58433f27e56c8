import { groupBy } from "../domain/group-by.ts";
import type { Encoding } from "../rows/encodings.ts";
import type { FoundFile } from "./find-files.ts";
import { hashFile } from "./hash-file.ts";

/** What is noted of the head of an export, so that it need not be opened again while it does not change. */
export interface HeadNote {
  readonly encoding: Encoding;
  /** What the operator said about the encoding when the head was read; empty for nothing. */
  readonly askedEncoding: string;
  /** The text up to the end of the header line. */
  readonly header: string;
}

/** What an earlier run noted of a file that has not changed since. */
export interface KnownFile {
  readonly sha256: string;
  readonly head: HeadNote;
}

/** Looks a file up among those of earlier runs; `undefined` for one that is new or has changed. */
export type KnownFiles = (file: FoundFile) => Promise<KnownFile | undefined>;

/** A file as an earlier run found it. */
export interface NotedFile extends KnownFile, Pick<FoundFile, "file" | "bytes" | "changed"> {}

/** A change this close to the writing of the notes may have come after it: clocks of file systems are coarse. */
const undecidedMs = 2_000;

/**
 * A file is known by its place, size and times where these decide, else by its content: it may have been moved, or touched.
 *
 * @param written - when the notes were written, by the clock of the file system; 0 where sizes and times decide nothing
 */
export function knownFiles(notes: readonly NotedFile[], written: number): KnownFiles {
  const byFile = new Map(notes.map((noted) => [noted.file, noted]));
  const bySize = groupBy(notes, ({ bytes }) => bytes);
  return async (file) => {
    const noted = byFile.get(file.file);
    if (noted !== undefined && isUnchanged(file, noted, written - undecidedMs)) return noted;
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
