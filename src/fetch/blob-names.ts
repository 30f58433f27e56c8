import { reasonAgainstName } from "../domain/folder-name.ts";
import { groupBy } from "../domain/group-by.ts";
import { printable } from "../domain/text.ts";

/** A blob that is not fetched since its name cannot become that of a file. */
export interface RefusedBlob {
  /** With control characters escaped. */
  readonly name: string;
  readonly reason: string;
}

/** Blobs whose names can become those of files, and the others. */
export interface SiftedBlobs<Blob> {
  readonly accepted: readonly Blob[];
  readonly refused: readonly RefusedBlob[];
}

/** Most bytes of a whole path: 4,096 on Linux, less some for the name under which a blob arrives. */
const longestPath = 4_000;

/**
 * Refuses names of blobs that would lead out of their folder, that some system does not take, or that stand for one file
 * there where the container has two.
 *
 * @param folder - absolute path of the folder that the blobs are fetched into
 */
export function siftNames<Blob extends { readonly name: string }>(
  blobs: readonly Blob[],
  folder: string,
): SiftedBlobs<Blob> {
  const byFile = groupBy(blobs, ({ name }) => folded(name));
  const folders = new Set(blobs.flatMap(({ name }) => foldersAbove(folded(name))));
  const reasonAgainst = ({ name }: Blob): string | undefined => {
    const wrong = name
      .split("/")
      .map(reasonAgainstName)
      .find((reason) => reason !== undefined);
    if (wrong !== undefined) return wrong;
    if (Buffer.byteLength(`${folder}/${name}`) > longestPath) return "a path that is too long";
    if ((byFile.get(folded(name))?.length ?? 0) > 1) return "a name that another blob has but for upper and lower case";
    return folders.has(folded(name)) ? "a name that is a folder of other blobs, too" : undefined;
  };
  const judged = blobs.map((blob) => ({ blob, reason: reasonAgainst(blob) }));
  return {
    accepted: judged.filter(({ reason }) => reason === undefined).map(({ blob }) => blob),
    refused: judged.flatMap(({ blob, reason }) =>
      reason === undefined ? [] : [{ name: printable(blob.name), reason }],
    ),
  };
}

/** Returns the same text for names that some disk takes for one. */
function folded(name: string): string {
  return name.normalize("NFC").toUpperCase().toLowerCase();
}

function foldersAbove(name: string): string[] {
  const parts = name.split("/");
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join("/"));
}
