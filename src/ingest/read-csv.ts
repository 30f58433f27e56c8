import type { Header } from "../domain/header.ts";
import { columnName, sqlText } from "./sql-text.ts";

export interface ReadOptions {
  /** One thread, rows in file order: for finding lines again, and where the fast way lost rows. */
  readonly inOrder?: boolean;
  /** Bytes of one read buffer. Only tests set it: a small one makes the reader lose rows. */
  readonly bufferSize?: number;
}

/** A path that means one file: the database would take `usage[1].csv` for a pattern that matches `usage1.csv`. */
function literalPath(path: string): string {
  return path.replace(/[*?[]/g, "[$&]");
}

/**
 * The call that reads CSV files with everything declared and nothing guessed: dialect, and every column in file order as text.
 * Broken rows go to the reject tables of the connection.
 *
 * @param paths - plain UTF-8 files with the same columns
 */
export function readCsv(paths: readonly string[], header: Header, options: ReadOptions = {}): string {
  const columns = header.names.map((_, position) => `'${columnName(position)}': 'VARCHAR'`);
  const parts = [
    `[${paths.map((path) => sqlText(literalPath(path))).join(", ")}]`,
    "auto_detect = false",
    "header = true",
    `skip = ${header.linesBefore}`,
    `delim = ${sqlText(header.delimiter)}`,
    `quote = '"'`,
    `escape = '"'`,
    `columns = {${columns.join(", ")}}`,
    "store_rejects = true",
    "rejects_limit = 0",
  ];
  if (options.inOrder === true) parts.push("parallel = false");
  if (options.bufferSize !== undefined) parts.push(`buffer_size = ${options.bufferSize}`);
  return `read_csv(${parts.join(", ")})`;
}
