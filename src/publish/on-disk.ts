import { type DiskUse, diskError } from "../domain/disk-error.ts";

/**
 * Does something that the disk may refuse.
 *
 * @param path - the file or folder to name where the system names none, as it does not for a file that is open
 * @throws InputError when the disk refuses it; anything else as it is
 */
export async function onDisk<T>(path: string, action: () => Promise<T>, use: DiskUse = "write"): Promise<T> {
  try {
    return await action();
  } catch (error) {
    const named = error instanceof Error && "path" in error && typeof error.path === "string" ? error.path : path;
    throw diskError(error, named, use);
  }
}

/** What went wrong, for a warning. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
