import { rename } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { AzureContainer } from "../domain/job.ts";
import { makeFolder } from "../publish/make-folder.ts";
import { readIfThere } from "../publish/read-if-there.ts";
import { readJson } from "../publish/read-json.ts";
import { syncFolder, writeSynced } from "../publish/sync.ts";

/** What is known of one blob that was fetched. */
export interface KnownBlob {
  readonly etag: string;
  /** Whether the container no longer had it at the last fetch. */
  readonly isGone: boolean;
}

/** What earlier fetches brought, by container and name. It saves downloads, and can be deleted at any time. */
export interface FetchState {
  /** `lost` also before the first fetch. */
  readonly condition: "intact" | "lost" | "damaged";
  readonly containers: ReadonlyMap<string, ReadonlyMap<string, KnownBlob>>;
}

const fetchFile = "fetch.json";

/** The schema of `fetch.json`; of each blob its name, its ETag, and whether it is gone. */
const fetchJson = z.strictObject({
  layout: z.literal(1),
  containers: z.array(
    z.strictObject({
      url: z.string(),
      into: z.string(),
      blobs: z.array(z.tuple([z.string(), z.string(), z.boolean()])),
    }),
  ),
});

/** Returns the key of a container in the state: another folder has to be filled anew. */
export function stateKey({ url, into }: Pick<AzureContainer, "url" | "into">): string {
  return JSON.stringify([url, into]);
}

/** Returns the path of the file in an output folder that says what was fetched. */
export function fetchStatePath(output: string): string {
  return join(output, "state", fetchFile);
}

/** Reads what earlier fetches brought; nothing where the file is missing or damaged. */
export async function readFetchState(output: string): Promise<FetchState> {
  const text = await readIfThere(fetchStatePath(output));
  if (text === undefined) return { condition: "lost", containers: new Map() };
  const written = readJson(fetchJson, text);
  if (written === undefined) return { condition: "damaged", containers: new Map() };
  const containers = written.containers.map(
    ({ blobs, ...container }) =>
      [
        stateKey(container),
        new Map(blobs.map(([name, etag, isGone]): [string, KnownBlob] => [name, { etag, isGone }])),
      ] as const,
  );
  return { condition: "intact", containers: new Map(containers) };
}

/** Replaces the file in one step. The caller holds the lock of the output folder. */
export async function writeFetchState(output: string, containers: FetchState["containers"]): Promise<void> {
  const written = [...containers].map(([key, blobs]) => {
    const [url, into] = JSON.parse(key) as [string, string];
    return { url, into, blobs: [...blobs].map(([name, { etag, isGone }]) => [name, etag, isGone]) };
  });
  const path = fetchStatePath(output);
  await makeFolder(join(output, "state"));
  await writeSynced(`${path}.draft`, `${JSON.stringify({ layout: 1, containers: written })}\n`, { flags: "w" });
  await rename(`${path}.draft`, path);
  await syncFolder(join(output, "state"));
}
