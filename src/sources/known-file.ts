import { groupBy } from "../domain/group-by.ts";
import type { Encoding } from "../rows/encodings.ts";
import { contentOf } from "./content.ts";
import type { FoundFile } from "./find-files.ts";

/** Facts stored about the head of an export, which spare later runs opening it while it does not change. */
export interface HeadNote {
  readonly encoding: Encoding;
  /** The encoding that the operator had set when the head was read; empty for none. */
  readonly askedEncoding: string;
  /** The text up to the end of the header line. */
  readonly header: string;
}

/** Facts that an earlier run stored about a file that has not changed since. */
export interface KnownFile {
  readonly sha256: string;
  readonly head: HeadNote;
}

/** Looks a file up among those of earlier runs; `undefined` for one that is new or has changed. */
export type KnownFiles = (file: FoundFile) => Promise<KnownFile | undefined>;

/** A file as an earlier run found it. */
export interface NotedFile extends KnownFile, Pick<FoundFile, "file" | "bytes" | "changed"> {}

/** A change this close to the writing of the notes may be later than they are: clocks of file systems are coarse. */
const undecidedMs = 2_000;

/**
 * Creates the look-up of known files. A file is recognised by its path, size and times where these can be trusted, else
 * by its content: it may have been moved or touched.
 *
 * @param written - when the notes were written, by the clock of the file system; 0 to trust no sizes and times
 */
export function knownFiles(notes: readonly NotedFile[], written: number): KnownFiles {
  const byFile = new Map(notes.map((noted) => [noted.file, noted]));
  const bySize = groupBy(notes, ({ bytes }) => bytes);
  return async (file) => {
    const noted = byFile.get(file.file);
    if (noted !== undefined && isUnchanged(file, noted, written - undecidedMs)) return noted;
    const alike = bySize.get(file.bytes);
    if (alike === undefined || file.bytes === 0) return undefined;
    // A file that cannot be read is reported when its head is read.
    const content = await contentOf(file).catch(() => undefined);
    return alike.find((candidate) => candidate.sha256 === content?.sha256);
  };
}

function isUnchanged({ bytes, changed }: FoundFile, noted: NotedFile, decidedBefore: number): boolean {
  const same = noted.bytes === bytes && noted.changed.content === changed.content && noted.changed.any === changed.any;
  return same && Math.max(changed.content, changed.any) < decidedBefore;
}
