import { constants } from "node:os";
import { InputError } from "./input-error.ts";

/** What the operator can do about each of the operating system's error codes. */
const fixes: Readonly<Record<string, string>> = {
  ENOSPC: "free some space on this disk, or choose another output folder, and run again",
  EDQUOT: "raise the disk quota of this user, or choose another output folder, and run again",
  EFBIG: "raise the limit on file sizes (ulimit -f), or choose a folder on a disk that takes larger files",
  EACCES: "give the user who runs tierbook permission to read and write here",
  EPERM: "give the user who runs tierbook permission for this, or choose a folder on a disk that allows it",
  EROFS: "choose an output folder on a disk that can be written to",
  ENOTDIR: "a file stands where a folder is needed: move it away, or choose another folder",
  EEXIST: "something of that name is there already: move it away, or choose another folder",
  EISDIR: "a folder stands where a file is needed: move it away",
  ENOENT: "check that the folder above it exists and was not removed meanwhile",
  ENAMETOOLONG: "choose a folder with a shorter path",
  EMFILE: "raise the limit on open files for this user (ulimit -n)",
  ENFILE: "too many files are open on this machine: end other programs, or raise its limit (fs.file-max)",
  EIO: "the disk reports a fault: check it, or choose another one",
  ENXIO: "the disk is gone: connect it again, or choose another one",
  ENODEV: "the disk is gone: connect it again, or choose another one",
  ESTALE: "what the network share had here is gone: mount the share again, and run again",
  ETIMEDOUT: "the network share does not answer: check the connection to it, and run again",
  EHOSTDOWN: "the network share does not answer: check the connection to it, and run again",
  EHOSTUNREACH: "the network share does not answer: check the connection to it, and run again",
  ENETUNREACH: "the network share does not answer: check the connection to it, and run again",
  ENOTCONN: "the network share is not connected: mount it again, and run again",
  EREMOTEIO: "the network share reports a fault: check it, and run again",
  EBUSY: "another program holds it: close that program and run again",
  ETXTBSY: "another program holds it: close that program and run again",
  ENOTEMPTY: "something of that name is there already: move it away",
  EXDEV: "the output folder and what lies in it must be on one disk: move it there, or choose another folder",
  ELOOP: "a symbolic link leads back to itself: remove it",
};

/** The same for a file that is only read. */
const readingFixes: Readonly<Record<string, string>> = {
  ...fixes,
  EACCES: "let the user who runs tierbook read it, or take it out of the input folder",
  EPERM: "let the user who runs tierbook read it, or take it out of the input folder",
  ENOENT: "it was there a moment ago: run again when downloads and copies have finished",
  ...Object.fromEntries(
    ["ENOSPC", "EDQUOT", "EFBIG", "EROFS"].map((code) => [code, "check the disk it lies on, and run again"]),
  ),
};

/** Codes that say nothing about a name or a place, only that the disk does not do what it is asked. */
const failures: ReadonlySet<string> = new Set([
  ...["ENOSPC", "EDQUOT", "EFBIG", "EACCES", "EPERM", "EROFS", "EMFILE", "ENFILE", "EIO", "ENXIO", "ENODEV"],
  ...["ESTALE", "ETIMEDOUT", "EHOSTDOWN", "EHOSTUNREACH", "ENETUNREACH", "ENOTCONN", "EREMOTEIO"],
]);

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
    { code: use === "read" ? "unreadable-file" : "disk-refused", file: path, found: reasonOf(error), expected, fix },
    { cause: error },
  );
}

/** Returns whether an error says that the disk failed, and not only that something is missing or in the way. */
export function isDiskFailure(error: unknown): boolean {
  return failures.has(errnoOf(error));
}

/** Returns what to do about a disk that fails while it is read; `undefined` for whatever else stands between a file and its reader. */
export function fixOfFault(error: unknown): string | undefined {
  const isPermission = ["EACCES", "EPERM"].includes(errnoOf(error));
  return isDiskFailure(error) && !isPermission ? readingFixes[errnoOf(error)] : undefined;
}

/** Returns whether an error says that there is no file or folder of that name. */
export function isMissing(error: unknown): boolean {
  return errnoOf(error) === "ENOENT";
}

/** Stands for a file that is not there by `undefined`, and throws any other error on. */
export function undefinedIfMissing(error: unknown): undefined {
  if (!isMissing(error)) throw error;
}

/** What Node.js has no code and no words for: it says `Unknown system error -122`. */
const unnamed: Readonly<Record<string, string>> = {
  EDQUOT: "disk quota exceeded",
  ESTALE: "stale file handle",
};
const unknownCode = /^(?:UNKNOWN|Unknown system error -?\d+)/;
const unknownWords = /^(?:UNKNOWN|Unknown system error -?\d+): (?:unknown error|Unknown system error -?\d+)/;

/** Returns the system's code for an error, such as `ENOENT`; empty if it has none. */
export function errnoOf(error: unknown): string {
  if (!(error instanceof Error) || !("code" in error)) return "";
  const code = String(error.code);
  if (!unknownCode.test(code)) return code;
  // Where closing a file fails after writing, Node.js throws both errors as one, which has the code and not the number.
  const number = "errno" in error ? Math.abs(Number(error.errno)) : Number(/\d+$/.exec(code)?.[0]);
  return Object.entries(constants.errno).find(([, each]) => each === number)?.[0] ?? code;
}

/** Returns what went wrong in one line, with the system's code. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = errnoOf(error);
  const [first = ""] = error.message.split("\n", 1);
  const line = first.replace(unknownWords, `${code}: ${unnamed[code] ?? "unknown error"}`);
  return code === "" || line.startsWith(`${code}:`) ? line : `${code}: ${line}`;
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
    throw diskError(error, pathOf(error) ?? path, use);
  }
}

/** Returns the file or folder that an error names. */
export function pathOf(error: unknown): string | undefined {
  const named = error instanceof Error && "path" in error && typeof error.path === "string" ? error.path : "";
  return named === "" ? undefined : named;
}
