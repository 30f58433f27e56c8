import { sep } from "node:path";

/**
 * Returns a text as an SQL literal. The only place where values are spliced into SQL, such as file paths, for which a
 * table function accepts no bound parameter.
 */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Returns a name of a column as an SQL identifier. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Returns a path as an SQL literal that means one file: `usage[1].csv` would be a pattern that matches `usage1.csv`. */
export function sqlPath(path: string): string {
  return sqlText(path.replace(/[*?[]/g, "[$&]"));
}

/**
 * Returns whether `sqlPath` cannot name a file: in a pattern the database takes a backslash for a separator of folders,
 * whatever stands around it.
 */
export function isUnnameable(path: string): boolean {
  return sep === "/" && path.includes("\\") && /[*?[]/.test(path);
}

/** Returns the database's name for the n-th column of a file, counted from 0, whatever its header calls it. */
export function columnName(position: number): string {
  return `c${position}`;
}
