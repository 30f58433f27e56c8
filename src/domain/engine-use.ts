import { bytesText, plural } from "./text.ts";

/** Who reads exports: an earlier run, whose partials were kept; one of the engines; the careful reader. */
export const readers = ["earlier-run", "embedded", "spark", "careful-reader"] as const;

export type ExportReader = (typeof readers)[number];

/** Who read one consumption export. */
export interface FileReading {
  /** Relative to the input folder. */
  readonly file: string;
  /** Size on the disk, or unpacked where it lies in an archive. */
  readonly bytes: number;
  readonly by: ExportReader;
  /** Why no engine was trusted with it; absent unless the careful reader read it. */
  readonly why?: string;
}

/** Which engine read the exports of a run, and who read each (section 13). */
export interface EngineUse {
  readonly engine: "embedded" | "spark";
  /** Why the embedded engine stood in for the other one; absent where it did not. */
  readonly insteadOfSpark?: string;
  /** In the order of the exports. */
  readonly files: readonly FileReading[];
}

/** Returns how many files and bytes one reader read. */
export function readBy({ files }: EngineUse, reader: ExportReader): { readonly files: number; readonly bytes: number } {
  const read = files.filter(({ by }) => by === reader);
  return { files: read.length, bytes: read.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** Returns a sentence about how many exports Spark read, and how many this machine did. */
export function engineSentence(use: EngineUse): string {
  const amount = (reader: ExportReader) => {
    const { files, bytes } = readBy(use, reader);
    return `${plural(files, "file", "files")} (${bytesText(bytes)})`;
  };
  const earlier = `an earlier run had read ${amount("earlier-run")}`;
  if (use.insteadOfSpark !== undefined) return `The cluster was not asked, since ${use.insteadOfSpark}; ${earlier}.`;
  return `Spark read ${amount("spark")}; this machine read ${amount("careful-reader")} that Spark is not trusted with or that are no text, for reasons that run.json and the sheet Data quality give; ${earlier}.`;
}
