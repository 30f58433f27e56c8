import { createHash } from "node:crypto";
import { createReadStream, type Stats } from "node:fs";
import { lstat, mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { errnoOf, isMissing } from "../domain/disk-error.ts";
import type { RemoteBlob } from "./azure.ts";

/** What stands where a blob belongs. Links are not followed: they may lead anywhere. */
export type LocalFile =
  | { readonly state: "missing" }
  | { readonly state: "file"; readonly path: string; readonly bytes: number; readonly changed: number }
  | { readonly state: "blocked"; readonly by: string };

/**
 * Looks at the file of a blob without following links below the folder.
 *
 * @param folder - absolute; itself trusted
 * @param name - accepted by `siftNames`
 */
export async function lookAtFile(folder: string, name: string): Promise<LocalFile> {
  const parts = name.split("/");
  for (const index of parts.keys()) {
    const below = parts.slice(0, index + 1).join("/");
    const path = join(folder, below);
    const status = await statusOf(path);
    if (status === undefined) return { state: "missing" };
    const isLast = index === parts.length - 1;
    if (isLast && status.isFile()) return { state: "file", path, bytes: status.size, changed: status.mtimeMs };
    if (isLast || !status.isDirectory()) return { state: "blocked", by: below };
  }
  return { state: "missing" };
}

async function statusOf(path: string): Promise<Stats | undefined> {
  return lstat(path).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
}

/** Returns whether a file has the content of a blob: by MD5, or without one by the time that `download` gives it. */
export async function hasContentOf(file: LocalFile & { state: "file" }, blob: RemoteBlob): Promise<boolean> {
  if (file.bytes !== blob.bytes) return false;
  if (blob.md5 === undefined) return Math.floor(file.changed / 1000) === Math.floor(blob.lastModified / 1000);
  const hash = createHash("md5");
  await pipeline(createReadStream(file.path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest("hex") === blob.md5;
}

/**
 * Creates the folders below another one that a path needs, one by one, so that none is a link.
 *
 * @param below - folders with `/` between them; empty for none
 */
export async function makeFoldersBelow(folder: string, below: string): Promise<string> {
  let path = folder;
  for (const name of below.split("/").filter((each) => each !== "")) {
    path = join(path, name);
    await mkdir(path).catch((error: unknown) => {
      if (errnoOf(error) !== "EEXIST") throw error;
    });
    const status = await lstat(path);
    if (!status.isDirectory()) throw Object.assign(new Error("not a folder"), { code: "ENOTDIR", path });
  }
  return path;
}

/** Name under which a blob arrives beside its file: hidden, so that no run reads it. */
const arrivingName = /^\.tierbook-[0-9a-f]{32}\.part$/;

/** Returns the path under which a blob arrives: the same for each try, so that a killed fetch leaves one at most. */
export function arrivingPath(folder: string, name: string): string {
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 32);
  return join(folder, `.tierbook-${hash}.part`);
}

/** Removes what a killed fetch has left in a folder, if there is one. */
export async function removeArrivals(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  for (const name of names.filter((each) => arrivingName.test(each))) await rm(join(folder, name), { force: true });
}
