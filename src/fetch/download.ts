import { createHash } from "node:crypto";
import { type FileHandle, open, rm } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import type { RemoteBlob, RemoteContainer } from "./azure.ts";
import { type Patience, withPatience } from "./patience.ts";
import { RemoteError } from "./remote-error.ts";

/** Where a blob comes from, and where it goes to. */
export interface Download {
  readonly remote: RemoteContainer;
  /** A file that this download creates; in the way is at most what a killed fetch has left. */
  readonly path: string;
  readonly patience: Patience;
}

/**
 * Downloads a blob as it was listed. One that has changed meanwhile is looked at again, and tried once more.
 *
 * @returns the blob as it was downloaded
 * @throws RemoteError when the container does not give it; errors of the disk as they are. The file is then gone.
 */
export async function download<Blob extends RemoteBlob>(blob: Blob, order: Download): Promise<Blob> {
  try {
    await downloadOnce(blob, order);
    return blob;
  } catch (error) {
    if (!(error instanceof RemoteError) || error.trouble !== "changed") throw error;
    const latest = { ...blob, ...(await lookAgain(blob, order)) };
    await downloadOnce(latest, order);
    return latest;
  }
}

async function lookAgain({ name }: RemoteBlob, { remote, patience }: Download): Promise<RemoteBlob> {
  const once = async function* (signal: AbortSignal) {
    yield await remote.look(name, signal);
  };
  for await (const latest of withPatience(patience, once)) return latest;
  throw new RemoteError("failed", "no answer about a blob that has changed");
}

async function downloadOnce(blob: RemoteBlob, order: Download): Promise<void> {
  await rm(order.path, { force: true });
  const file = await open(order.path, "wx");
  try {
    await fill(file, blob, order);
    const changed = new Date(blob.lastModified);
    await file.utimes(changed, changed);
    await file.sync();
    await file.close();
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(order.path, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** Writes a blob's bytes. After a connection that broke off it goes on with the byte that is missing. */
async function fill(file: FileHandle, blob: RemoteBlob, { remote, patience }: Download): Promise<void> {
  const md5 = createHash("md5");
  let offset = 0;
  for (let tries = 1; offset < blob.bytes; tries += 1) {
    try {
      const from = offset;
      for await (const part of withPatience(patience, (signal) => remote.read(blob, from, signal))) {
        const bytes = Buffer.from(part);
        offset += bytes.length;
        if (offset > blob.bytes) throw new RemoteError("failed", "more bytes than the container has listed");
        md5.update(bytes);
        await file.appendFile(bytes);
      }
      if (offset < blob.bytes) throw new RemoteError("unreachable", "a connection that broke off");
    } catch (error) {
      const mayGoOn = error instanceof RemoteError && error.trouble === "unreachable" && tries < patience.tries;
      if (!mayGoOn) throw error;
      await setTimeout(patience.delayMs * tries);
    }
  }
  if (blob.md5 === undefined || md5.digest("hex") === blob.md5) return;
  throw new RemoteError("failed", "other bytes than its MD5 is of");
}
