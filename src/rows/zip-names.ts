import { type Entry, getFileNameLowLevel } from "yauzl";

/** The name of a member, and what is wrong with it. */
export interface MemberName {
  /** Path with `/`, no empty parts, and a `/` at the end of a folder; not to be used where it has a fault. */
  readonly name: string;
  /** Ends the sentence that names the member. */
  readonly fault: string | undefined;
}

/** Flag for names in UTF-8. Some programs forget to set it, and no other encoding can be told from others. */
const inUtf8 = 0x800;

/** Reads the name of a member, which is in UTF-8 whatever the archive says; a second name beside it may say better. */
export function nameOfMember({ fileNameRaw, extraFields }: Entry): MemberName {
  const written = getFileNameLowLevel(inUtf8, fileNameRaw, extraFields, true);
  const parts = written.split("/").filter((part) => part !== "" && part !== ".");
  return { name: parts.join("/") + (written.endsWith("/") ? "/" : ""), fault: faultOf(written) };
}

function faultOf(name: string): string | undefined {
  if (name.includes("\uFFFD")) return "is not UTF-8";
  if (/\p{Cc}/u.test(name)) return "has control characters";
  if (name.includes("\\")) return "has backslashes";
  if (/^(\/|[A-Za-z]:)/.test(name)) return "begins at the root of a disk";
  return name.split("/").includes("..") ? "leads out of the archive" : undefined;
}

/** Returns whether a member is neither a folder nor a symbolic link, which is not followed. */
export function isFile({ externalFileAttributes }: Entry, name: string): boolean {
  const mode = externalFileAttributes >>> 16;
  return !name.endsWith("/") && (mode & 0o170000) !== 0o120000;
}

/** Returns whether a member is none that a person packed: a dot file, what macOS and Office leave behind. */
export function isPassedOver(name: string): boolean {
  const parts = name.split("/");
  const isHidden = parts.some((part) => /^\.(?!\.$)/.test(part) || part === "__MACOSX" || part === "node_modules");
  return isHidden || (parts.at(-1) ?? "").startsWith("~$");
}
