/**
 * Returns a text as a literal of Spark SQL. Backslashes escape there, two literals in a row are one text, `${` asks for a
 * variable and `;` ends a statement even where a client splits carelessly: so all but plain characters are escaped.
 */
export function sparkText(text: string): string {
  const escaped = text.replace(/[^A-Za-z0-9 _.,:/()@%+=#!<>|^?*{}[\]]/g, (unit) => escapeUnits(unit));
  return `'${escaped}'`;
}

function escapeUnits(character: string): string {
  return character
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}

/**
 * Returns a pattern that means exactly these files below a folder: Hadoop knows no other way to name several. It may not
 * begin with a brace, and each special character of a name is escaped; twice where there is a slash between the braces, since
 * Hadoop then makes a pattern of each alternative, and takes one backslash away.
 *
 * @param folder - as Spark names it, without a slash at its end
 * @param files - relative to the folder, at least one
 */
export function filesPattern(folder: string, files: readonly string[]): string {
  const [only = "", ...others] = files.map(escapePattern);
  const start = `${escapePattern(folder)}/`;
  if (others.length === 0) return start + only;
  const areMadeOneByOne = files.some((file) => file.includes("/"));
  const names = areMadeOneByOne ? [only, ...others].map(escapePattern) : [only, ...others];
  return `${start}{${names.join(",")}}`;
}

const special = /[\\*?[\]{},]/g;

function escapePattern(name: string): string {
  return name.replace(special, "\\$&");
}

/** Returns the folders that Hadoop lists to find a file: those in which a part of its path has a special character. */
export function foldersListed(path: string): string[] {
  const parts = path.split("/");
  return parts.flatMap((part, index) => (part.match(special) === null ? [] : [parts.slice(0, index).join("/")]));
}
