import { readFile } from "node:fs/promises";
import { isMissing, onDisk } from "../domain/disk-error.ts";

/**
 * Reads a text file that an earlier run may have written; `undefined` where there is none.
 *
 * @throws InputError when the disk does not give it: what a run was told there must not depend on a fault
 */
export async function readIfThere(path: string): Promise<string | undefined> {
  return onDisk(path, () =>
    readFile(path, "utf8").catch((error: unknown) => {
      if (isMissing(error)) return undefined;
      throw error;
    }),
  );
}
