/** Names that Windows keeps for devices, with or without an ending. */
const reservedName = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|$)/i;
/** Folders and files that this program passes over, or that make it pass over the folder they lie in (S14). */
const passedOver = /^(?:\.|~\$)|^(?:node_modules|run\.json)$/i;
/** Most bytes of a name on common disks. */
const longestName = 255;

/**
 * Returns why a name from outside must not become the name of a file or folder, the same on every system, so that an
 * input folder can be copied to any other; `undefined` for a name that may.
 *
 * @param name - one part of a path, without `/`
 */
export function reasonAgainstName(name: string): string | undefined {
  if (name === "") return "an empty name between two /";
  if (name === "." || name === "..") return "a name that leads elsewhere";
  if (/\p{Cc}/u.test(name)) return "a control character";
  if (/[\p{Cs}\uFFFD]/u.test(name)) return "a character that cannot be read";
  if (name.includes("\\")) return "a backslash";
  if (/[<>:"|?*]/.test(name)) return "a character that Windows does not allow";
  if (/[. ]$/.test(name)) return "a dot or space at the end of a name";
  if (reservedName.test(name)) return "a name that Windows reserves";
  if (passedOver.test(name)) return "a name that a run passes over";
  return Buffer.byteLength(name) > longestName ? `a name of more than ${longestName} bytes` : undefined;
}

/** Returns whether a text is a folder below another one: names with `/` between them, each allowed as a name. */
export function isPlainFolder(path: string): boolean {
  return path.split("/").every((name) => reasonAgainstName(name) === undefined);
}
