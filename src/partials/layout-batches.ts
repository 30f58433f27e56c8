import { groupBy } from "../domain/group-by.ts";
import type { ConsumptionExport } from "../sources/export.ts";

/** A consumption export with its number in the run. */
export interface NumberedExport {
  readonly number: number;
  readonly export: ConsumptionExport;
}

/** Returns how much there is to read of an export; of a member of an archive that is not the archive. */
export function bytesOf({ export: { bytes, member } }: NumberedExport): number {
  return member?.bytes ?? bytes;
}

/** Enough work for one query, while the groups it holds until the files are summed stay small. */
const maxBytes = 2 ** 30;
const maxFiles = 500;
/** Bytes that a packed byte expands to, roughly. */
const expansion = 12;

/**
 * Batches files that one query can read: the same columns in the same order, parsed the same way. Each query has a
 * fixed cost, however small its files are.
 */
export function layoutBatches(files: readonly NumberedExport[]): NumberedExport[][] {
  return [...groupBy(files, ({ export: file }) => layoutKey(file)).values()].flatMap(split);
}

/** Returns what files have in common that one query can read. */
export function layoutKey({ header, format, source }: ConsumptionExport): string {
  const { match, ...reading } = source;
  return JSON.stringify([format.id, header.linesBefore, header.delimiter, header.names, reading]);
}

function split(files: readonly NumberedExport[]): NumberedExport[][] {
  const parts: NumberedExport[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const file of files) {
    const size = bytesOf(file) * (file.export.gzip ? expansion : 1);
    bytes += size;
    const last = parts.at(-1);
    if (last === undefined || bytes > maxBytes || last.length === maxFiles) {
      parts.push([file]);
      bytes = size;
    } else last.push(file);
  }
  return parts;
}
