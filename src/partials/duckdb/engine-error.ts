// The database gives its errors no codes. Its wording is read here and nowhere else.

/** What the C library says for the codes of a disk that fails; the database ends its sentence with it. */
const wordings: Readonly<Record<string, string>> = {
  "No space left on device": "ENOSPC",
  "Disk quota exceeded": "EDQUOT",
  "File too large": "EFBIG",
  "Permission denied": "EACCES",
  "Operation not permitted": "EPERM",
  "Read-only file system": "EROFS",
  "Too many open files": "EMFILE",
  "Too many open files in system": "ENFILE",
  "Input/output error": "EIO",
  "No such device or address": "ENXIO",
  "No such device": "ENODEV",
  "Stale file handle": "ESTALE",
  "Connection timed out": "ETIMEDOUT",
  "Host is down": "EHOSTDOWN",
  "No route to host": "EHOSTUNREACH",
  "Network is unreachable": "ENETUNREACH",
  "Transport endpoint is not connected": "ENOTCONN",
  "Remote I/O error": "EREMOTEIO",
};

/**
 * Returns the system's code that a message ends with; `undefined` for one that is about something else. Of a file that the system
 * does not show, for whatever reason, the database says only that there is none.
 */
function codeSaid(message: string): string | undefined {
  const [line = ""] = message.split("\n", 1);
  if (/failed to offload data block/.test(message)) return "ENOSPC";
  if (/No files found that match/.test(line)) return "ENOENT";
  return wordings[line.slice(line.lastIndexOf(": ") + 2).trim()];
}

/**
 * Returns the error, with the system's code and the file where the disk has failed. Of some failures the database gives no reason
 * at all, which is EIO.
 */
export function withErrno(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = codeSaid(error.message) ?? (/^IO Error: /.test(error.message) ? "EIO" : undefined);
  if (code === undefined) return error;
  const [, path] = /"([^"\n]+)"/.exec(error.message) ?? [];
  return Object.assign(error, { code, ...(path !== undefined && { path }) });
}

/** Returns what the database says of a file that it cannot read, without the path; `undefined` where the disk has failed. */
export function whyUnread(error: Error, path: string): string | undefined {
  if (codeSaid(error.message) !== undefined) return undefined;
  const [message = ""] = error.message.split("\n", 1);
  const names = [`"${path}"`, `'${path}'`, path];
  return names.reduce((text, name) => text.replaceAll(name, "it"), message.replace(/^[A-Za-z ]*Error: /, ""));
}

/** Returns what the CSV reader says where it gives up on a file; `undefined` for any other error. */
export function whyRefused(error: unknown): string | undefined {
  if (!(error instanceof Error) || codeSaid(error.message) !== undefined) return undefined;
  return /CSV|Invalid Input Error/i.test(error.message) ? error.message.split("\n", 1)[0] : undefined;
}
