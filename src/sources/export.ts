import type { ConsumptionFormat, ConsumptionRole, TranscriptFormat, TranscriptRole } from "../domain/format.ts";
import type { Header } from "../domain/header.ts";
import { headerKey } from "../domain/header-key.ts";
import type { Source } from "../domain/job.ts";
import type { Encoding } from "../rows/encodings.ts";
import type { RowFile } from "../rows/plain-bytes.ts";
import type { RowLayout } from "../rows/read-rows.ts";
import type { ExportAge } from "./export-age.ts";
import type { FoundFile } from "./find-files.ts";
import type { HeadNote } from "./known-file.ts";
import type { Period } from "./manifest.ts";

interface ExportBase extends FoundFile {
  readonly header: Header;
  readonly encoding: Encoding;
  readonly source: Source;
  /** Facts for which a later run need not open the file. */
  readonly head: HeadNote;
  /** SHA-256 of its content, where already known. */
  readonly knownSha256: string | undefined;
  /** S14 treats files with the same group as one: parts of one export, blobs of one run. */
  readonly group: string;
  readonly age: ExportAge;
  /** Days on which another export run counts, oldest first. */
  readonly lostDays: readonly LostToRun[];
  /** The files that replace this one as a whole; where there are any, it is not read. */
  readonly leftOutFor: readonly string[];
  /** Whether `path` is a numbered copy of what is no text, and not the file itself. */
  readonly isNumbered?: true;
}

/** Days on which another export run counts instead. */
export interface LostToRun extends Period {
  /** Group of that run's files. */
  readonly by: string;
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

/** Returns an export in the form that the row reader takes. */
export function rowFileOf(file: Pick<ExportBase, keyof RowFile & keyof ExportBase>, maxBytes: number): RowFile {
  const { path, file: name, gzip, encoding, member } = file;
  return { path, file: name, gzip, encoding, maxBytes, ...(member && { member }) };
}

/** Returns the layout of an export's rows. Names may contain bytes that are not text: no rule depends on them (S4). */
export function rowLayoutOf(file: ConsumptionExport | TranscriptExport): RowLayout {
  const { header, columns, format, isNumbered = false } = file;
  const read = [...columns].filter(([role]) => role !== "partnerName").map(([, position]) => position);
  const mustBeText = [...read, ...excludingPositions(format, header)];
  const { delimiter, linesBefore, names } = header;
  return { delimiter, linesBefore, width: names.length, numbered: isNumbered, mustBeText };
}

/** Returns the positions of all columns of an export that are read. */
export function readPositions({ header, columns, format }: ConsumptionExport | TranscriptExport): number[] {
  return [...columns.values(), ...excludingPositions(format, header)];
}

function excludingPositions(format: ConsumptionFormat | TranscriptFormat, header: Header): number[] {
  if (format.kind !== "consumption") return [];
  return exclusionPositions(format, header).filter((position) => position !== undefined);
}

/** Returns the position of the column that each exclusion of a format checks; `undefined` where the file has none. */
export function exclusionPositions({ exclude }: ConsumptionFormat, { names }: Header): readonly (number | undefined)[] {
  const keys = names.map(headerKey);
  return exclude.map(({ column }) => {
    return column.map((name) => keys.indexOf(headerKey(name))).find((position) => position !== -1);
  });
}
