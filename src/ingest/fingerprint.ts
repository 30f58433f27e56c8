import { createHash } from "node:crypto";
import { open } from "node:fs/promises";

/** What one pass over a file's bytes tells. */
export interface Fingerprint {
  /** SHA-256 of the bytes, in hex. */
  readonly sha256: string;
  /** Lines, counting a last one without an end. */
  readonly lines: number;
}

const chunkBytes = 1 << 20;

/** Hashes a file and counts its lines in one pass: the count that is independent of the database (S13). */
export async function fingerprint(path: string): Promise<Fingerprint> {
  const hash = createHash("sha256");
  const file = await open(path, "r");
  let lines = 0;
  let last = 10;
  try {
    const buffer = Buffer.allocUnsafe(chunkBytes);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, chunkBytes, null);
      if (bytesRead === 0) break;
      const bytes = bytesRead === chunkBytes ? buffer : buffer.subarray(0, bytesRead);
      hash.update(bytes);
      lines += countLineEnds(bytes);
      last = bytes[bytesRead - 1] ?? last;
    }
  } finally {
    await file.close();
  }
  return { sha256: hash.digest("hex"), lines: last === 10 ? lines : lines + 1 };
}

function countLineEnds(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) count += 1;
  return count;
}
