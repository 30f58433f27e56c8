import { createHash } from "node:crypto";
import { readFile, rename, rm } from "node:fs/promises";
import { writeSynced } from "./write-synced.ts";

/**
 * Reads a text that `writeHashed` wrote.
 *
 * @returns `undefined` when there is none, `"damaged"` when it is not what was written
 */
export async function readHashed(path: string): Promise<{ readonly text: string } | "damaged" | undefined> {
  let file: string;
  try {
    file = await readFile(path, "utf8");
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ENOENT" ? undefined : "damaged";
  }
  const [hash, text] = cutLine(file);
  return hash === sha256(text) ? { text } : "damaged";
}

/** Replaces a text in one step. The first line of the file is the hash of the rest. */
export async function writeHashed(path: string, text: string): Promise<void> {
  const draft = `${path}.tmp`;
  await rm(draft, { force: true });
  await writeSynced(draft, `${sha256(text)}\n${text}`);
  await rename(draft, path);
}

/** The first line, and what comes after it. */
export function cutLine(text: string): readonly [line: string, rest: string] {
  const end = text.indexOf("\n");
  return [text.slice(0, end), text.slice(end + 1)];
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
