import { link, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { diskError, errnoOf } from "../domain/disk-error.ts";
import { LockedError } from "../domain/input-error.ts";
import { makeFolder } from "./make-folder.ts";
import { mayBeAlive, type Owner, printOwner, readOwner } from "./owner.ts";
import { writeSynced } from "./sync.ts";

/** One run at a time: the lock of an output folder, held. */
export interface Lock {
  /** The dead run from which it was taken over; `undefined` when it was free. */
  readonly takenFrom: Owner | undefined;
  /** Gives the lock back. Safe to call twice, and after another run has taken over. */
  release(): Promise<void>;
}

export const lockName = "tierbook.lock";

/**
 * Takes the lock of an output folder, which is made where it is missing.
 * The lock of a run that died on this host is taken over; `takenFrom` then says whose it was.
 *
 * @throws LockedError when another run holds it, saying which
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

async function take(path: string, owner: Owner): Promise<Owner | undefined> {
  const draft = `${path}.${owner.runId}`;
  try {
    // Written in full before it gets its name, so that no one ever reads half a lock.
    await writeSynced(draft, printOwner(owner), { flags: "w" });
    const claim = { path, draft, owner };
    if (await placeUnlessThere(claim)) return undefined;
    return await takeOver(claim);
  } finally {
    await removeQuietly(draft);
  }
}

/** Gives the draft the lock's name, whole, and only if nothing has that name. */
async function placeUnlessThere({ path, draft, owner }: Claim): Promise<boolean> {
  try {
    await link(draft, path).catch((error: unknown) => {
      if (!noHardLinks.has(errnoOf(error))) throw error;
      return writeSynced(path, printOwner(owner), { flags: "wx" });
    });
    return true;
  } catch (error) {
    if (errnoOf(error) === "EEXIST") return false;
    // Only the run that holds the lock clears up: it has removed the draft.
    if (errnoOf(error) === "ENOENT") return refuse(path, undefined);
    throw error;
  }
}

/** What disks without hard links answer (exFAT, some network shares): there the lock is made by O_EXCL and then filled. */
const noHardLinks: ReadonlySet<string> = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"]);

/**
 * Replaces the lock of a dead run. Two runs may find the same dead lock at the same moment: a second lock, named after
 * the dead run, lets one of them through, and what that one found must still be there once it holds it.
 */
async function takeOver({ path, draft, owner }: Claim): Promise<Owner | undefined> {
  const holder = await readOwner(path);
  if (holder === undefined)
    return (await placeUnlessThere({ path, draft, owner })) ? undefined : refuse(path, undefined);
  if (holder === "unreadable" || (await mayBeAlive(holder, owner))) return refuse(path, holder);

  const guard = `${path}.takeover-${holder.runId}`;
  await take(guard, owner);
  try {
    const still = await readOwner(path);
    if (typeof still !== "object" || still.runId !== holder.runId) return refuse(path, still);
    await rename(draft, path);
    return holder;
  } finally {
    await removeQuietly(guard);
  }
}

/** A lock that is held must not be lost sight of over something beside it: the next run removes what stays. */
async function removeQuietly(path: string): Promise<void> {
  await rm(path, { force: true }).catch(() => undefined);
}

/** A run that wants a lock: the lock's path, the draft it has written beside it, and itself. */
interface Claim {
  readonly path: string;
  readonly draft: string;
  readonly owner: Owner;
}

function refuse(path: string, holder: Owner | "unreadable" | undefined): never {
  if (holder === undefined) throw new LockedError("another run has just taken this output folder; try again later");
  if (holder === "unreadable") {
    throw new LockedError(`${path} is not a lock of this program; if no run is going, delete it`);
  }
  const { runId, pid, host, startedAt } = holder;
  throw new LockedError(
    `run ${runId} holds this output folder: process ${pid} on ${host}, since ${startedAt}\n` +
      `  Wait for it to end. If that host is gone and no run is going, delete ${path}`,
  );
}

async function release(path: string, owner: Owner): Promise<void> {
  const holder = await readOwner(path);
  if (typeof holder === "object" && holder.runId === owner.runId) await rm(path, { force: true });
}
