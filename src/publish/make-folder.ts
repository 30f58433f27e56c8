import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { errnoOf, isMissing } from "../domain/disk-error.ts";

/**
 * Creates a folder and any missing parents; an existing folder is fine. Does not use `mkdir` with `recursive`, which
 * never returns inside a folder that exists but refuses new ones, such as `/proc`.
 */
export async function makeFolder(path: string): Promise<void> {
  const error = await mkdir(path).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error === undefined) return;
  if (errnoOf(error) === "EEXIST" && (await isFolder(path))) return;
  const parent = dirname(path);
  if (errnoOf(error) !== "ENOENT" || parent === path || (await isFolder(parent))) throw error;
  await makeFolder(parent);
  await mkdir(path);
}

async function isFolder(path: string): Promise<boolean> {
  const status = await stat(path).catch((error: unknown) => {
    if (isMissing(error) || errnoOf(error) === "ENOTDIR") return undefined;
    throw error;
  });
  return status?.isDirectory() ?? false;
}
