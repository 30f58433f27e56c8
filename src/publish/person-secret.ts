import { randomBytes } from "node:crypto";
import { chmod, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { diskError, errnoOf, onDisk } from "../domain/disk-error.ts";
import { readIfThere } from "./read-if-there.ts";
import { writeSynced } from "./sync.ts";

const secretFile = "person.key";

/**
 * Returns the secret of an output folder. With it persons are anonymised in `facts.json`, so that they can still be matched
 * across runs, and the state is sealed. It stays in the output folder and is never part of a published run; if it is missing
 * or damaged, a new one is created. Only its owner can read it: wider permissions are put right, with a
 * warning. The caller holds the lock of the output folder, which exists.
 *
 * @throws InputError when it can neither be read nor written
 */
export async function personSecret(output: string, warn: (message: string) => void): Promise<string> {
  const path = join(output, secretFile);
  try {
    const there = secretIn((await readIfThere(path)) ?? "");
    if (there !== undefined) {
      await keepToOwner(path, warn);
      return there;
    }
    const secret = randomBytes(32).toString("hex");
    // A partial secret left by a killed run is not valid; the next run creates another.
    await rm(path, { force: true });
    await writeSynced(path, `${secret}\n`, { flags: "wx", mode: 0o600 });
    return secret;
  } catch (error) {
    throw diskError(error, path);
  }
}

/**
 * Returns the secret of an output folder for somebody who only reads there; `undefined` where there is none, or only the owner of
 * the folder may read it.
 *
 * @throws InputError when the disk does not give it
 */
export async function knownSecret(output: string): Promise<string | undefined> {
  const path = join(output, secretFile);
  const text = await onDisk(path, () =>
    readFile(path, "utf8").catch((error: unknown) => {
      if (["ENOENT", "EACCES", "EPERM"].includes(errnoOf(error))) return "";
      throw error;
    }),
  );
  return secretIn(text);
}

function secretIn(text: string): string | undefined {
  return /^[0-9a-f]{64}\n$/.test(text) ? text.trim() : undefined;
}

async function keepToOwner(path: string, warn: (message: string) => void): Promise<void> {
  // Windows has no such permissions.
  if (process.platform === "win32" || ((await stat(path)).mode & 0o077) === 0) return;
  await chmod(path, 0o600);
  warn(`Others could read ${path}, a secret: it is now for its owner alone.`);
}
