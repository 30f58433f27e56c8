import { longestRow } from "../../rows/scan-rows.ts";
import type { FileToGroup } from "../groups.ts";
import { columnName, sqlText } from "./sql-text.ts";

/** The temporary tables in which a read puts what it rejects. */
export const rejectTables = { errors: "reject_errors", scans: "reject_scans" } as const;

/** A path that means one file: the database would take `usage[1].csv` for a pattern that matches `usage1.csv`. */
function literalPath(path: string): string {
  return path.replace(/[*?[]/g, "[$&]");
}

/**
 * The call that reads CSV files with everything declared and nothing guessed: dialect, and every column in file order as text.
 *
 * @param files - of one layout, at least one
 */
export function readCsv(files: readonly FileToGroup[]): string {
  const { delimiter, linesBefore, width } = layoutOfAll(files);
  const columns = Array.from({ length: width }, (_, position) => `'${columnName(position)}': 'VARCHAR'`);
  return `read_csv([${files.map(({ path }) => sqlText(literalPath(path))).join(", ")}],
    auto_detect = false, header = true, skip = ${linesBefore}, delim = ${sqlText(delimiter)}, quote = '"', escape = '"',
    columns = {${columns.join(", ")}}, hive_partitioning = false, max_line_size = ${2 * longestRow},
    store_rejects = true, rejects_table = '${rejectTables.errors}', rejects_scan = '${rejectTables.scans}', rejects_limit = 0)`;
}

/** The layout that files of one query share. */
export function layoutOfAll([first]: readonly FileToGroup[]): FileToGroup["layout"] {
  if (first === undefined) throw new Error("a query without files");
  return first.layout;
}
