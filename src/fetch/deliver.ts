import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { InputProblem } from "../domain/input-error.ts";
import type { AzureContainer } from "../domain/job.ts";
import { syncFolder } from "../publish/sync.ts";
import type { RemoteContainer } from "./azure.ts";
import { folderOfBlob, type WantedBlob } from "./choose-blobs.ts";
import { download } from "./download.ts";
import { blobProblem } from "./fetch-problems.ts";
import { arrivingPath, lookAtFile, makeFoldersBelow } from "./local-files.ts";
import type { Patience } from "./patience.ts";
import { RemoteError } from "./remote-error.ts";

/** Where blobs come from, and where they go to. */
export interface DeliveryRoute {
  readonly container: AzureContainer;
  readonly remote: RemoteContainer;
  /** Absolute path of the folder that the container is fetched into; exists. */
  readonly folder: string;
  readonly patience: Patience;
}

/**
 * Downloads the blobs of a delivery beside their files, all of one folder, and puts them into place only when all are
 * there. Each file is replaced in one step.
 *
 * @returns the blobs now in place; or the problem for which none is
 * @throws whatever the disk refuses
 */
export async function deliver(
  delivery: readonly WantedBlob[],
  route: DeliveryRoute,
): Promise<{ readonly placed: readonly WantedBlob[] } | { readonly problem: InputProblem }> {
  const [{ name: anyName } = { name: "" }] = delivery;
  const target = await makeFoldersBelow(route.folder, folderOfBlob(anyName));
  const arrived: { readonly blob: WantedBlob; readonly path: string }[] = [];
  let coming = anyName;
  try {
    for (const blob of delivery) {
      coming = blob.name;
      const path = arrivingPath(target, blob.name);
      arrived.push({ blob: await download(blob, { ...route, path }), path });
    }
    for (const { blob, path } of arrived) await place(blob.name, path, route.folder);
    await syncFolder(target);
    return { placed: arrived.map(({ blob }) => blob) };
  } catch (error) {
    for (const { path } of arrived) await rm(path, { force: true }).catch(() => undefined);
    if (error instanceof RemoteError) return { problem: blobProblem(route.container, coming, error) };
    throw error;
  }
}

/** Moves a blob into place, but never over a link or a folder that came there meanwhile. */
async function place(name: string, arrived: string, folder: string): Promise<void> {
  const file = await lookAtFile(folder, name);
  if (file.state === "blocked")
    throw Object.assign(new Error("not a file"), { code: "EEXIST", path: join(folder, file.by) });
  await rename(arrived, join(folder, name));
}
