import { groupBy } from "../domain/group-by.ts";
import { compareCodePoints } from "../domain/text.ts";
import type { RemoteBlob } from "./azure.ts";
import type { RefusedBlob } from "./blob-names.ts";
import type { KnownBlob } from "./fetch-state.ts";
import { hasContentOf, lookAtFile } from "./local-files.ts";

/** A blob that the input folder does not have, or has as it was before. */
export interface WantedBlob extends RemoteBlob {
  readonly kind: "new" | "changed";
}

export interface ChosenBlobs {
  readonly wanted: readonly WantedBlob[];
  readonly unchanged: readonly RemoteBlob[];
  readonly refused: readonly RefusedBlob[];
  /** How many local files were compared with blobs of which nothing was known. */
  readonly compared: number;
}

/**
 * Decides which blobs are fetched: those whose file is missing, has another size, or is not known to be the blob's and
 * does not have its content either.
 *
 * @param folder - absolute path of the folder that the container is fetched into
 */
export async function chooseBlobs(
  blobs: readonly RemoteBlob[],
  { folder, known }: { readonly folder: string; readonly known: ReadonlyMap<string, KnownBlob> },
): Promise<ChosenBlobs> {
  const wanted: WantedBlob[] = [];
  const unchanged: RemoteBlob[] = [];
  const refused: RefusedBlob[] = [];
  let compared = 0;
  for (const blob of blobs) {
    const file = await lookAtFile(folder, blob.name);
    const before = known.get(blob.name);
    if (file.state === "blocked") {
      refused.push({ name: blob.name, reason: `a link, a file or a folder stands in its way: ${file.by}` });
    } else if (file.state === "missing") {
      wanted.push({ ...blob, kind: before === undefined ? "new" : "changed" });
    } else {
      if (before === undefined) compared += 1;
      const isSame = before?.etag === blob.etag && file.bytes === blob.bytes;
      if (isSame || (await hasContentOf(file, blob))) unchanged.push(blob);
      else wanted.push({ ...blob, kind: "changed" });
    }
  }
  return { wanted, unchanged, refused, compared };
}

const manifestName = /(?:^|\/)_?manifest\.json$/i;

/**
 * Groups blobs that are of use only together: the new and changed ones of a folder with a manifest, which is one export
 * run. A manifest comes last. Every other blob is by itself.
 *
 * @param all - of the container
 */
export function deliveriesOf(wanted: readonly WantedBlob[], all: readonly RemoteBlob[]): WantedBlob[][] {
  const runs = new Set(all.filter(({ name }) => manifestName.test(name)).map(({ name }) => folderOfBlob(name)));
  const keyOf = ({ name }: WantedBlob) => (runs.has(folderOfBlob(name)) ? `${folderOfBlob(name)}/` : name);
  const rank = ({ name }: WantedBlob) => (manifestName.test(name) ? 1 : 0);
  return [...groupBy(wanted, keyOf).values()].map((delivery) =>
    delivery.toSorted((a, b) => rank(a) - rank(b) || compareCodePoints(a.name, b.name)),
  );
}

/** Returns the folders in front of a blob's own name; empty for none. */
export function folderOfBlob(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf("/")));
}
