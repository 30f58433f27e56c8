import type { FoundFile } from "./find-files.ts";
import type { Encoding } from "./head.ts";

/** What is noted of the head of an export, so that it need not be opened again while it does not change. */
export interface HeadNote {
  readonly encoding: Encoding;
  /** What the operator said about the encoding when the head was read; empty for nothing. */
  readonly askedEncoding: string;
  /** The text up to the end of the header line. */
  readonly header: string;
  readonly markInData: boolean;
}

/** What an earlier run noted of a file that has not changed since. */
export interface KnownFile {
  readonly sha256: string;
  readonly head: HeadNote;
}

/** Looks a file up among those of earlier runs; `undefined` for one that is new or has changed. */
export type KnownFiles = (file: FoundFile) => Promise<KnownFile | undefined>;
