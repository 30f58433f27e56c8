import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { State } from "./open-state.ts";
import { writeSynced } from "./write-synced.ts";

/** The file of the state folder that holds what was made of all parts together. */
export const keptTextFile = "answers.txt";

/** Whether there is any. */
export function hasKeptText({ folder }: Pick<State, "folder">): boolean {
  return existsSync(join(folder, keptTextFile));
}

/**
 * Finds a text that `keepText` kept.
 *
 * @param key - names all that decides what the text is
 * @returns `undefined` where there is none of this key, or it is not what was written
 */
export async function keptText(state: State, key: string): Promise<string | undefined> {
  const path = join(state.folder, keptTextFile);
  try {
    const [hash, rest] = cut(await readFile(path, "utf8"));
    if (hash !== sha256(rest)) throw new Error("not what was written");
    const [keptKey, text] = cut(rest);
    return keptKey === key ? text : undefined;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    state.warn(`The state in ${state.folder} is damaged (${keptTextFile}): what was read is added up again.`);
    return undefined;
  }
}

/** Keeps a text in place of the one before, in one step: the key on its second line, the hash of all that follows on its first. */
export async function keepText(state: Pick<State, "folder">, key: string, text: string): Promise<void> {
  const path = join(state.folder, keptTextFile);
  const draft = `${path}.tmp`;
  const rest = `${key}\n${text}`;
  await rm(draft, { force: true });
  await writeSynced(draft, `${sha256(rest)}\n${rest}`);
  await rename(draft, path);
}

function cut(text: string): [line: string, rest: string] {
  const end = text.indexOf("\n");
  return [text.slice(0, end), text.slice(end + 1)];
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
