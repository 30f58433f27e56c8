import type { Month } from "../domain/day.ts";
import type { ConsumptionFormat, ConsumptionRole, TranscriptFormat, TranscriptRole } from "../domain/format.ts";
import type { Header } from "../domain/header.ts";
import type { Source } from "../domain/job.ts";
import type { Encoding } from "../rows/encodings.ts";
import type { RowFile } from "../rows/plain-bytes.ts";
import type { ExportAge } from "./export-age.ts";
import type { FoundFile } from "./find-files.ts";
import type { HeadNote } from "./known-file.ts";

interface ExportBase extends FoundFile {
  readonly header: Header;
  readonly encoding: Encoding;
  readonly source: Source;
  /** What a later run need not open the file for. */
  readonly head: HeadNote;
  /** SHA-256 of its content, where it is known already. */
  readonly knownSha256: string | undefined;
  /** Files with the same group are one file to S14: parts of one export, blobs of one run. */
  readonly group: string;
  readonly age: ExportAge;
  /** Months for which another export run counts, with that run's first file. */
  readonly lostMonths: ReadonlyMap<Month, string>;
  /** The files that replaced this one as a whole, so that it is not read. */
  readonly leftOutFor: readonly string[];
}

/** A recognised consumption export. */
export interface ConsumptionExport extends ExportBase {
  readonly format: ConsumptionFormat;
  readonly columns: ReadonlyMap<ConsumptionRole, number>;
}

/** A recognised transcript export. */
export interface TranscriptExport extends ExportBase {
  readonly format: TranscriptFormat;
  readonly columns: ReadonlyMap<TranscriptRole, number>;
}

/** An export as the reader of rows gets it. */
export function rowFileOf(file: Pick<ExportBase, keyof RowFile & keyof ExportBase>, maxBytes: number): RowFile {
  const { path, file: name, gzip, encoding } = file;
  return { path, file: name, gzip, encoding, maxBytes };
}
