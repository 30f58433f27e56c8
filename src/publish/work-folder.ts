import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onDisk } from "../domain/disk-error.ts";

/**
 * Runs an action with a temporary folder outside the output folder, and removes the folder afterwards.
 *
 * @param command - the command using it; part of the folder's name
 * @throws InputError when the disk refuses something; any other error unchanged
 */
export async function withWorkFolder<T>(command: string, action: (folder: string) => Promise<T>): Promise<T> {
  const folder = await onDisk(tmpdir(), () => mkdtemp(join(tmpdir(), `tierbook-${command}-`)));
  try {
    return await onDisk(folder, () => action(folder));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
