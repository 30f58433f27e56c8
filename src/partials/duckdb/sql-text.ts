/**
 * Returns a text as an SQL literal. The only place where values are spliced into SQL, such as file paths, for which a
 * table function accepts no bound parameter.
 */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Returns the database's name for the n-th column of a file, counted from 0, whatever its header calls it. */
export function columnName(position: number): string {
  return `c${position}`;
}
