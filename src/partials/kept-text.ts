import { existsSync } from "node:fs";
import { join } from "node:path";
import { cutLine, readHashed, writeHashed } from "./hashed-text.ts";
import type { State } from "./open-state.ts";

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
  const read = await readHashed(join(state.folder, keptTextFile));
  if (read === "damaged") {
    state.warn(`The state in ${state.folder} is damaged (${keptTextFile}): what was read is added up again.`);
  }
  if (read === undefined || read === "damaged") return undefined;
  const [keptKey, text] = cutLine(read.text);
  return keptKey === key ? text : undefined;
}

/** Keeps a text under its key in place of the one before. */
export async function keepText({ folder }: Pick<State, "folder">, key: string, text: string): Promise<void> {
  await writeHashed(join(folder, keptTextFile), `${key}\n${text}`);
}
