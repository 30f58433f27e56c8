import { createHash } from "node:crypto";
import { open } from "node:fs/promises";

/** Size and hash of a written file, as `run.json` lists them. */
export interface WrittenFile {
  readonly bytes: number;
  readonly sha256: string;
}

/** Writes a new file piece by piece and flushes it to disk. */
export async function writeFile(path: string, chunks: Iterable<Buffer> | AsyncIterable<Buffer>): Promise<WrittenFile> {
  const file = await open(path, "wx");
  try {
    const hash = createHash("sha256");
    let bytes = 0;
    for await (const chunk of chunks) {
      hash.update(chunk);
      bytes += chunk.length;
      await file.writeFile(chunk);
    }
    await file.sync();
    return { bytes, sha256: hash.digest("hex") };
  } finally {
    await file.close();
  }
}
