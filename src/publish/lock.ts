import { link, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { diskError, errnoOf } from "../domain/disk-error.ts";
import { LockedError } from "../domain/input-error.ts";
import { makeFolder } from "./make-folder.ts";
import { mayBeAlive, type Owner, printOwner, readOwner } from "./owner.ts";
import { writeSynced } from "./sync.ts";

/** The lock of an output folder, held by one run at a time. */
export interface Lock {
  /** The dead run that the lock was taken from, `"unreadable"` if it named none; `undefined` if it was free. */
  readonly takenFrom: Owner | "unreadable" | undefined;
  /** Releases the lock. Safe to call twice, and after another run has taken over. */
  release(): Promise<void>;
}

export const lockName = "tierbook.lock";

/**
 * Takes the lock of an output folder, and creates the folder if it is missing. The lock of a run that died on this host,
 * one of another host that is older than any run, and one that names no run are taken over; see `takenFrom`.
 *
 * @throws LockedError when another run holds it, naming that run
 * @throws InputError when the folder cannot be written to
 */
export async function acquireLock(output: string, owner: Owner): Promise<Lock> {
  const path = join(output, lockName);
  await makeFolder(output).catch((error: unknown) => {
    throw diskError(error, output);
  });
  try {
    const takenFrom = await take(path, owner);
    return { takenFrom, release: () => release(path, owner) };
  } catch (error) {
    throw diskError(error, path);
  }
}

async function take(path: string, owner: Owner): Promise<Lock["takenFrom"]> {
  const draft = `${path}.${owner.runId}`;
  try {
    // Written completely before it gets its name, so that nobody reads half a lock.
    await writeSynced(draft, printOwner(owner), { flags: "w" });
    const claim = { path, draft, owner };
    if (await placeUnlessThere(claim)) return undefined;
    return await takeOver(claim);
  } finally {
    await removeQuietly(draft);
  }
}

/** Gives the complete draft the lock's name, but only if that name is free. Returns whether it was. */
async function placeUnlessThere({ path, draft, owner }: Claim): Promise<boolean> {
  try {
    await link(draft, path).catch((error: unknown) => {
      if (!noHardLinks.has(errnoOf(error))) throw error;
      return placeWithoutLink(path, owner);
    });
    return true;
  } catch (error) {
    if (errnoOf(error) === "EEXIST") return false;
    // The draft is gone: the run that now holds the lock has removed it.
    if (errnoOf(error) === "ENOENT") return refuse(path, undefined);
    throw error;
  }
}

/** Errors from disks without hard links (exFAT, some network shares). `O_EXCL` creates the lock there, still empty. */
const noHardLinks: ReadonlySet<string> = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"]);

async function placeWithoutLink(path: string, owner: Owner): Promise<void> {
  try {
    await writeSynced(path, printOwner(owner), { flags: "wx" });
  } catch (error) {
    if (errnoOf(error) !== "EEXIST") await removeQuietly(path);
    throw error;
  }
  // Whoever found it half written for too long has taken it over.
  const holder = await readOwner(path);
  if (typeof holder !== "object" || holder.runId !== owner.runId) refuse(path, holder);
}

/**
 * Replaces the lock of a dead run. Two runs may find the same dead lock at the same moment. A second lock, named after
 * the dead run, lets only one through, and that one checks that the dead lock is still there.
 */
async function takeOver({ path, draft, owner }: Claim): Promise<Lock["takenFrom"]> {
  const holder = await settledOwner(path);
  if (holder === undefined)
    return (await placeUnlessThere({ path, draft, owner })) ? undefined : refuse(path, undefined);
  if (holder !== "unreadable" && (await mayBeAlive(holder, owner))) return refuse(path, holder);

  const guard = `${path}.takeover-${idOf(holder)}`;
  await take(guard, owner);
  try {
    const still = await readOwner(path);
    if (still === undefined || idOf(still) !== idOf(holder)) return refuse(path, still);
    await rename(draft, path);
    return holder;
  } finally {
    await removeQuietly(guard);
  }
}

function idOf(holder: Owner | "unreadable"): string {
  return holder === "unreadable" ? holder : holder.runId;
}

/** Reads a lock, and waits a second for its writer where it cannot be read: `O_EXCL` makes a lock that is still empty. */
async function settledOwner(path: string): Promise<Lock["takenFrom"]> {
  for (let waits = 0; waits < 10; waits += 1) {
    const holder = await readOwner(path);
    if (holder !== "unreadable") return holder;
    await setTimeout(100);
  }
  return readOwner(path);
}

/** Removes a file and ignores failures: a leftover must not cost the caller its lock, and the next run removes it. */
async function removeQuietly(path: string): Promise<void> {
  await rm(path, { force: true }).catch(() => undefined);
}

/** A run's attempt to take a lock: the lock's path, the draft written beside it, and the run. */
interface Claim {
  readonly path: string;
  readonly draft: string;
  readonly owner: Owner;
}

function refuse(path: string, holder: Owner | "unreadable" | undefined): never {
  if (typeof holder !== "object")
    throw new LockedError("another run has just taken this output folder; try again later");
  const { runId, pid, host, startedAt } = holder;
  throw new LockedError(
    `run ${runId} holds this output folder: process ${pid} on ${host}, since ${startedAt}\n` +
      `  Wait for it to end. If that host is gone and no run is going, delete ${path}; after a day it is taken over.`,
  );
}

async function release(path: string, owner: Owner): Promise<void> {
  const holder = await readOwner(path);
  if (typeof holder === "object" && holder.runId === owner.runId) await rm(path, { force: true });
}
