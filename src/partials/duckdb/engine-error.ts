// The database gives its errors no codes. Its wording is read here and nowhere else.

/** Returns the error, with the system's code for a full disk where sums that do not fit into memory found no room. */
export function withErrno(error: unknown): unknown {
  const isFull = error instanceof Error && /failed to offload data block|No space left on device/.test(error.message);
  return isFull ? Object.assign(error, { code: "ENOSPC" }) : error;
}

/** Returns what the database says of a file that it cannot read, without the path; `undefined` for a full disk. */
export function whyUnread(error: Error, path: string): string | undefined {
  const full = withErrno(error);
  if (full instanceof Error && "code" in full) return undefined;
  const [message = ""] = error.message.split("\n", 1);
  const names = [`"${path}"`, `'${path}'`, path];
  return names.reduce((text, name) => text.replaceAll(name, "it"), message.replace(/^[A-Za-z ]*Error: /, ""));
}

/** Returns what the CSV reader says where it gives up on a file; `undefined` for any other error. */
export function whyRefused(error: unknown): string | undefined {
  if (!(error instanceof Error) || !/CSV|Invalid Input Error/i.test(error.message)) return undefined;
  return error.message.split("\n", 1)[0];
}
