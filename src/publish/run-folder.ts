import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { diskError } from "../domain/disk-error.ts";
import { lockName } from "./lock.ts";
import { makeFolder } from "./make-folder.ts";
import { mayBeAlive, type Owner, printOwner, readOwner } from "./owner.ts";

const stagingPrefix = ".staging-";
/** Prefix of a published run's folder while it is being deleted. */
export const deletedPrefix = ".deleted-";
const deletedRun = /^\.deleted-\d{4}-\d{2}-\d{2}_/;
const ownerSuffix = ".owner.json";
/** Temporary names left behind by a run that was killed while moving `latest`. */
const latestDraft = /^latest(?:\.json)?\.tmp-/;

/** Returns the folder of an output folder's published runs. */
export function runsFolder(output: string): string {
  return join(output, "runs");
}

/**
 * Creates the folder that a run writes into until it is complete, and removes what dead runs left behind. The caller
 * holds the lock of the output folder.
 *
 * @returns the path of the staging folder, empty, on the same disk as the published runs
 * @throws InputError when the folder cannot be written to
 */
export async function openStaging(output: string, owner: Owner): Promise<string> {
  const runs = runsFolder(output);
  const staging = join(runs, stagingPrefix + owner.runId);
  try {
    await makeFolder(runs);
    await removeLeftovers(output, owner);
    await writeFile(staging + ownerSuffix, printOwner(owner));
    await mkdir(staging);
    return staging;
  } catch (error) {
    await closeStaging(staging).catch(() => undefined);
    throw diskError(error, staging);
  }
}

/** Removes a staging folder, whether published or abandoned, and everything that belongs to it. */
export async function closeStaging(staging: string): Promise<void> {
  await rm(staging, { recursive: true, force: true });
  await rm(staging + ownerSuffix, { force: true });
}

/**
 * Removes what dead runs left behind: staging folders, half-deleted runs, drafts of `latest` and of the lock. The
 * caller holds the lock of the output folder.
 */
export async function removeLeftovers(output: string, owner: Owner): Promise<void> {
  const runs = runsFolder(output);
  const all = await readdir(runs);
  const deleted = all.filter((name) => deletedRun.test(name));
  for (const name of deleted) await rm(join(runs, name), { recursive: true, force: true });
  const names = all.filter((name) => name.startsWith(stagingPrefix));
  const stems = new Set(names.map((name) => (name.endsWith(ownerSuffix) ? name.slice(0, -ownerSuffix.length) : name)));
  for (const stem of stems) {
    const path = join(runs, stem);
    const left = await readOwner(path + ownerSuffix);
    const live = typeof left === "object" && left.runId !== owner.runId && (await mayBeAlive(left, owner));
    if (!live) await closeStaging(path);
  }
  const entries = await readdir(output, { withFileTypes: true });
  const beside = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
  const drafts = beside.filter((name) => latestDraft.test(name));
  for (const name of drafts) await rm(join(output, name), { force: true });
  const locks = beside.filter((name) => name.startsWith(`${lockName}.`)).map((name) => join(output, name));
  for (const path of locks) if (await isOfDeadRun(path, owner)) await rm(path, { force: true });
}

/**
 * Returns whether a draft or guard of the lock belongs to no running run. One that is half written also counts: it is
 * not needed any more.
 */
async function isOfDeadRun(path: string, self: Owner): Promise<boolean> {
  const left = await readOwner(path);
  return typeof left !== "object" || left.runId === self.runId || !(await mayBeAlive(left, self));
}
