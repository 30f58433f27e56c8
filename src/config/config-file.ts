import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { isAbsolute, relative, sep } from "node:path";
import { errnoOf, fixOfFault } from "../domain/disk-error.ts";
import type { InputProblem } from "../domain/input-error.ts";

/** Receives a problem that the operator can fix. All problems are shown together. */
export type Report = (problem: InputProblem) => void;

/** A config file as it is on disk. */
export interface ConfigFile {
  /** Name in messages, with `/`: relative to the working folder if the file is inside it, else absolute. */
  readonly name: string;
  readonly text: string;
  /** Hash of the bytes, in lower-case hexadecimal. */
  readonly sha256: string;
}

/** The file to read, its name in messages, and what to tell the operator if it cannot be read. */
export interface ConfigFileOptions {
  /** Absolute. */
  readonly path: string;
  readonly name: string;
  readonly expected: string;
  readonly fix: string;
}

/**
 * Reads one config file.
 *
 * @returns `undefined` after reporting why it cannot be read: missing, a folder, no permission, not UTF-8
 */
export function readConfigFile(request: ConfigFileOptions, report: Report): ConfigFile | undefined {
  const { path, name, expected, fix } = request;
  try {
    const bytes = readFileSync(path);
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return { name, text, sha256: createHash("sha256").update(bytes).digest("hex") };
  } catch (error) {
    const found = whyUnreadable(error);
    if (found === undefined) throw error;
    report({ code: "unreadable-config", file: name, found, expected, fix: fixOfFault(error) ?? fix });
    return undefined;
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "no such file",
  ENOTDIR: "no such file: part of its path is not a folder",
  EISDIR: "a folder",
  EACCES: "no permission to read it (EACCES)",
  EPERM: "no permission to read it (EPERM)",
  ELOOP: "a symbolic link that leads to itself",
  ENAMETOOLONG: "a name too long for a file",
  ERR_ENCODING_INVALID_ENCODED_DATA: "bytes that are not UTF-8",
};

/** Returns why a file or folder cannot be read, as messages say it; `undefined` if the error is no fault of the disk. */
export function whyUnreadable(error: unknown): string | undefined {
  const code = errnoOf(error);
  return reasons[code] ?? (/^E[A-Z0-9]+$/.test(code) ? `no way to read it (${code})` : undefined);
}

/**
 * Returns the name of a file in messages: a path that works in the working folder.
 *
 * @param cwd - absolute
 * @param path - absolute
 */
export function displayPath(cwd: string, path: string): string {
  const fromCwd = relative(cwd, path);
  const below = fromCwd !== "" && !fromCwd.startsWith("..") && !isAbsolute(fromCwd);
  return (below ? fromCwd : path).split(sep).join("/");
}
