import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { diskError, errnoOf } from "../domain/disk-error.ts";
import { writeSynced } from "./sync.ts";

const secretFile = "person.key";

/**
 * Returns the secret used to anonymise persons in `facts.json` so that they can still be matched across runs. It stays
 * in the output folder and is never part of a published run; if it is missing or damaged, a new one is created. Only
 * its owner can read it. The caller holds the lock of the output folder, which exists.
 *
 * @throws InputError when it can neither be read nor written
 */
export async function personSecret(output: string): Promise<string> {
  const path = join(output, secretFile);
  try {
    const known = await readFile(path, "utf8").catch((error: unknown) => {
      if (errnoOf(error) === "ENOENT") return "";
      throw error;
    });
    if (/^[0-9a-f]{64}\n$/.test(known)) return known.trim();
    const secret = randomBytes(32).toString("hex");
    // A partial secret left by a killed run is not valid; the next run creates another.
    await writeSynced(path, `${secret}\n`, { flags: "w", mode: 0o600 });
    return secret;
  } catch (error) {
    throw diskError(error, path);
  }
}
