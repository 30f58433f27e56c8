import { open } from "node:fs/promises";
import { contentOf } from "./content.ts";
import type { FoundFile } from "./find-files.ts";

/** The last bytes of a gzip file: the size of its last part before it was packed, modulo 4 GiB. */
const trailerBytes = 4;

/**
 * Returns the size of a file's content. A gzip file states it at its end; one that states less than its packed size has
 * several parts, and is unpacked to find out; so is one inside a ZIP file.
 *
 * @param maxBytes - most bytes that it may expand to
 */
export async function unpackedBytes(file: FoundFile, maxBytes: number): Promise<number> {
  if (!file.gzip) return file.member?.bytes ?? file.bytes;
  if (file.member !== undefined) return (await contentOf(file, maxBytes)).bytes;
  const stated = await statedBytes(file);
  return stated >= file.bytes ? stated : (await contentOf(file, maxBytes)).bytes;
}

async function statedBytes({ path, bytes }: FoundFile): Promise<number> {
  if (bytes < trailerBytes) return 0;
  const file = await open(path, "r");
  try {
    const { buffer } = await file.read(Buffer.alloc(trailerBytes), 0, trailerBytes, bytes - trailerBytes);
    return buffer.readUInt32LE(0);
  } finally {
    await file.close();
  }
}
