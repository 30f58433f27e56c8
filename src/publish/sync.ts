import { open, readdir } from "node:fs/promises";
import { join } from "node:path";

/** Flushes every file in a folder to disk, then the folder itself. Subfolders are not expected. */
export async function syncFilesOf(folder: string): Promise<void> {
  const names = await readdir(folder);
  const syncing = names.map((name) => syncFile(join(folder, name)));
  await Promise.allSettled(syncing);
  await Promise.all(syncing);
  await syncFolder(folder);
}

/** Flushes one file to disk. */
export async function syncFile(path: string): Promise<void> {
  const file = await open(path, "r+");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Flushes a folder to disk. Windows has no such call and needs none. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const file = await open(folder, "r");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * Writes a file and flushes it to disk.
 *
 * @param options - flag `wx` for a file that must not exist yet; the mode applies to a new file
 */
export async function writeSynced(
  path: string,
  text: string,
  { flags, mode }: { readonly flags: "w" | "wx"; readonly mode?: number },
): Promise<void> {
  const file = await open(path, flags, mode);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}
