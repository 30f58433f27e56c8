import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { InputError } from "../domain/input-error.ts";
import { type NumberedRow, numberedCsv } from "../rows/numbered-csv.ts";

/** What limits a copy. */
export interface CopyLimit {
  /** Name for messages of the file that is copied. */
  readonly file: string;
  /** Most bytes that the copy may have. */
  readonly maxBytes: number;
}

/**
 * Writes the rows of a file that is no text as a numbered CSV, which `readRows` reads.
 *
 * @param rows - the header first
 * @param target - path of the file to write
 * @throws InputError when the copy grows too large, and whatever reading the rows throws
 */
export async function writeNumberedCopy(
  rows: AsyncIterable<readonly NumberedRow[]>,
  target: string,
  limit: CopyLimit,
): Promise<void> {
  await pipeline(Readable.from(bytesOf(rows, limit), { objectMode: false }), createWriteStream(target));
}

async function* bytesOf(rows: AsyncIterable<readonly NumberedRow[]>, { file, maxBytes }: CopyLimit) {
  let size = 0;
  for await (const text of numberedCsv(rows)) {
    const bytes = Buffer.from(text);
    size += bytes.length;
    if (size > maxBytes) throw new InputError({ file, ...tooLargeCopy(maxBytes) });
    yield bytes;
  }
}

function tooLargeCopy(maxBytes: number) {
  return {
    code: "too-large",
    found: `more than ${maxBytes} bytes as CSV`,
    expected: "a file within the limit that job.yaml sets",
    fix: "raise `maxExpandedBytes` in job.yaml if the file is genuine",
  };
}
