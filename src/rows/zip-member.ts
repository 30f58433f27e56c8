import type { FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";
import { crc32, createInflateRaw } from "node:zlib";
import type { Entry } from "yauzl";
import { InputError } from "../domain/input-error.ts";
import type { ZipFileAndEntries, ZipPlace } from "./zip-file.ts";
import { brokenZip, zipProblem } from "./zip-problems.ts";

const chunkBytes = 1 << 18;

/**
 * Unpacks one member, and checks its size and checksum at the end.
 *
 * @throws InputError when it is damaged, or larger than the archive says
 */
export async function* memberBytes(
  { handle, zip }: ZipFileAndEntries,
  entry: Entry,
  { file, kind }: ZipPlace,
): AsyncGenerator<Buffer> {
  const damaged = (reason: string) => new InputError({ file, ...brokenZip(kind, reason) });
  let [size, checksum] = [0, 0];
  try {
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
    for await (const bytes of unpacked(handle, entry, fileDataStart)) {
      size += bytes.length;
      if (size > entry.uncompressedSize) throw damaged(`more than ${entry.uncompressedSize} bytes are packed`);
      checksum = crc32(bytes, checksum);
      yield bytes;
    }
  } catch (error) {
    throw zipProblem(error, file, kind);
  }
  if (size < entry.uncompressedSize) throw damaged(`${size} of ${entry.uncompressedSize} bytes are packed`);
  if (checksum !== entry.crc32) throw damaged("the checksum is another");
}

async function* unpacked(handle: FileHandle, entry: Entry, start: number): AsyncGenerator<Buffer> {
  const packed = packedBytes(handle, start, entry.compressedSize);
  if (entry.compressionMethod === 0) return yield* packed;
  const source = Readable.from(packed, { objectMode: false });
  const plain = source.pipe(createInflateRaw({ chunkSize: chunkBytes }));
  // A pipe does not forward errors of its source.
  source.on("error", (error) => plain.destroy(error));
  try {
    for await (const bytes of plain) yield bytes as Buffer;
  } finally {
    source.destroy();
    plain.destroy();
  }
}

/** Reads a stretch of a file. A stream of Node's own would close the file at its end. */
async function* packedBytes(handle: FileHandle, start: number, length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < length; ) {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.min(chunkBytes, length - at)), {
      position: start + at,
    });
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
    at += bytesRead;
  }
}
