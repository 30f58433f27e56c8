import { randomBytes } from "node:crypto";
import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { diskError } from "../domain/disk-error.ts";

const secretFile = "person.key";

/**
 * The secret with which persons are made unrecognisable in `facts.json`, and still can be told apart from run to run.
 * It stays in the output folder and is never part of a published run; where it is missing or spoilt a new one is made.
 * The caller holds the lock of the output folder, which exists.
 *
 * @throws InputError when it can neither be read nor written
 */
export async function personSecret(output: string): Promise<string> {
  const path = join(output, secretFile);
  try {
    const known = await readFile(path, "utf8").catch((error: unknown) => {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return "";
      throw error;
    });
    if (/^[0-9a-f]{64}\n$/.test(known)) return known.trim();
    const secret = randomBytes(32).toString("hex");
    await writeSecret(path, secret);
    return secret;
  } catch (error) {
    throw diskError(error, path);
  }
}

/** Readable by its owner only. Half a secret, left by a run that was killed, is none: the next run makes another. */
async function writeSecret(path: string, secret: string): Promise<void> {
  const file = await open(path, "w", 0o600);
  try {
    await file.writeFile(`${secret}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}
