import type { Header } from "../../domain/header.ts";
import { columnName, sqlText } from "./sql-text.ts";

/**
 * Names of the tables in which a read puts what it rejects. They must be its own: reads that go on at the same time and name
 * theirs alike share one count of their files, although each has tables of its own, and charge rows to the wrong file.
 */
export interface RejectTables {
  readonly errors: string;
  readonly scans: string;
}

/**
 * @param what - what is read for
 * @param number - of the first file; no file is read by two connections at a time
 */
export function rejectTables(what: "groups" | "ordinals", number: number): RejectTables {
  return { errors: `${what}_reject_errors_${number}`, scans: `${what}_reject_scans_${number}` };
}

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
 *
 * @param rejects - take the broken rows; they are temporary tables of the connection
 * @param paths - plain UTF-8 files with the same columns
 */
export function readCsv(
  paths: readonly string[],
  header: Header,
  rejects: RejectTables,
  options: ReadOptions = {},
): string {
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
    `rejects_table = ${sqlText(rejects.errors)}`,
    `rejects_scan = ${sqlText(rejects.scans)}`,
    "rejects_limit = 0",
  ];
  if (options.inOrder === true) parts.push("parallel = false");
  if (options.bufferSize !== undefined) parts.push(`buffer_size = ${options.bufferSize}`);
  return `read_csv(${parts.join(", ")})`;
}
