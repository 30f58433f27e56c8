/**
 * Writes a text as an SQL literal. The one place where values are spliced into SQL: file paths and the like,
 * which a table function takes no bound parameter for.
 */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The name under which the database knows the n-th column of a file, whatever its header calls it. */
export function columnName(position: number): string {
  return `c${position}`;
}
