import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onDisk } from "../domain/disk-error.ts";

/**
 * Does something with a folder of its own, outside the output folder, that is gone afterwards.
 *
 * @param command - whose folder it is: part of its name
 * @throws InputError when the disk refuses something; anything else as it is
 */
export async function withWorkFolder<T>(command: string, action: (folder: string) => Promise<T>): Promise<T> {
  const folder = await onDisk(tmpdir(), () => mkdtemp(join(tmpdir(), `tierbook-${command}-`)));
  try {
    return await onDisk(folder, () => action(folder));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
