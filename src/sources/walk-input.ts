import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { diskError, errnoOf } from "../domain/disk-error.ts";
import { InputError } from "../domain/input-error.ts";

/** Absolute paths below the input folder. */
export interface WalkedInput {
  /** Files, links and devices. */
  readonly paths: readonly string[];
  /** Folders that are not looked into. */
  readonly closed: readonly string[];
}

/** Files that mark a folder as a report of this program. */
const marksOfReports = ["run.json", ".tierbook-demo"];

/**
 * Lists every file, link and device below the input folder. Links to folders are not followed; the output folder,
 * folders that hold a report, `node_modules` and hidden folders are not looked into (S14).
 *
 * @param output - absolute path of the output folder
 * @throws InputError when a folder cannot be read
 */
export async function walkInput(input: string, output: string): Promise<WalkedInput> {
  const paths: string[] = [];
  const closed: string[] = [];
  const enter = async (folder: string) => {
    const entries = await entriesOf(input, folder);
    if (folder !== input && entries.some(({ name }) => marksOfReports.includes(name))) return void closed.push(folder);
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (!entry.isDirectory()) paths.push(path);
      else if (path === output || entry.name === "node_modules" || entry.name.startsWith(".")) closed.push(path);
      else await enter(path);
    }
  };
  await enter(input);
  return { paths, closed };
}

async function entriesOf(input: string, folder: string): Promise<Dirent[]> {
  return readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw folder === input ? unreadableInput(folder, cause) : diskError(cause, folder, "read");
  });
}

const foundInstead: Readonly<Record<string, string>> = { ENOENT: "no such folder", ENOTDIR: "a file, not a folder" };

function unreadableInput(folder: string, cause: unknown): InputError {
  const code = errnoOf(cause) || "no reason given";
  return new InputError(
    {
      file: folder,
      code: "unreadable-input",
      found: foundInstead[code] ?? `a folder that cannot be read (${code})`,
      expected: "a folder with exports in it, at any depth",
      fix: "name the folder with --input, or with `input:` in job.yaml, and let this user read it",
    },
    { cause },
  );
}
