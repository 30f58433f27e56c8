import { InputError } from "./input-error.ts";

/** What the operator can do about each of the operating system's error codes. */
const fixes: Readonly<Record<string, string>> = {
  ENOSPC: "free some space on this disk, or choose another output folder, and run again",
  EDQUOT: "raise the disk quota of this user, or choose another output folder, and run again",
  EACCES: "give the user who runs tierbook permission to read and write here",
  EPERM: "give the user who runs tierbook permission for this, or choose a folder on a disk that allows it",
  EROFS: "choose an output folder on a disk that can be written to",
  ENOTDIR: "a file stands where a folder is needed: move it away, or choose another folder",
  EEXIST: "something of that name is there already: move it away, or choose another folder",
  EISDIR: "a folder stands where a file is needed: move it away",
  ENOENT: "check that the folder above it exists and was not removed meanwhile",
  ENAMETOOLONG: "choose a folder with a shorter path",
  EMFILE: "raise the limit on open files for this user (ulimit -n)",
  EIO: "the disk reports a fault: check it, or choose another one",
  EBUSY: "another program holds it: close that program and run again",
  ENOTEMPTY: "something of that name is there already: move it away",
  ELOOP: "a symbolic link leads back to itself: remove it",
};

/** The same for a file that is only read. */
const readingFixes: Readonly<Record<string, string>> = {
  ...fixes,
  EACCES: "let the user who runs tierbook read it, or take it out of the input folder",
  EPERM: "let the user who runs tierbook read it, or take it out of the input folder",
  ENOENT: "it was there a moment ago: run again when downloads and copies have finished",
};

/** Whether a file or folder is read or written. */
export type DiskUse = "read" | "write";

/**
 * Converts a failure of the disk to a problem of the operator. Returns any other error unchanged.
 *
 * @param error - thrown by a file operation
 * @param path - the file or folder of the operation
 */
export function diskError(error: unknown, path: string, use: DiskUse = "write"): unknown {
  if (!(error instanceof Error) || error instanceof InputError) return error;
  const fix = (use === "read" ? readingFixes : fixes)[errnoOf(error)];
  if (fix === undefined) return error;
  const expected = use === "read" ? "something that can be read" : "a place that can be read and written";
  return new InputError(
    {
      code: use === "read" ? "unreadable-file" : "disk-refused",
      file: path,
      found: firstLine(error.message),
      expected,
      fix,
    },
    { cause: error },
  );
}

/** Returns the system's code for an error, such as `ENOENT`; empty if it has none. */
export function errnoOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? text;
}

/**
 * Runs an action that the disk may refuse.
 *
 * @param path - the file or folder to name when the system names none, as for a file that is already open
 * @throws InputError when the disk refuses; any other error unchanged
 */
export async function onDisk<T>(path: string, action: () => Promise<T>, use: DiskUse = "write"): Promise<T> {
  try {
    return await action();
  } catch (error) {
    const named = error instanceof Error && "path" in error && typeof error.path === "string" ? error.path : path;
    throw diskError(error, named, use);
  }
}

/** Returns what went wrong, for use in a warning. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
