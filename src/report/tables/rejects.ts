import type { RejectedRow } from "../../domain/consumption.ts";
import type { Column } from "./column.ts";

/** Columns of `rejects.csv`: one row per rejected row that is listed, and one for the others of a fault. */
export const rejectColumns: readonly Column<RejectedRow>[] = [
  { name: "file", title: "File", width: 50, cell: (row) => ({ kind: "text", value: row.file }) },
  {
    name: "line",
    title: "Line",
    width: 10,
    cell: ({ line, more }) => ({ kind: "count", value: more === undefined ? line : undefined }),
  },
  { name: "column", title: "Column", width: 22, cell: (row) => ({ kind: "text", value: row.column }) },
  { name: "code", title: "Code", width: 20, cell: (row) => ({ kind: "status", value: row.code }) },
  { name: "message", title: "Message", width: 60, cell: (row) => ({ kind: "text", value: row.message }) },
  { name: "raw", title: "Row as received", width: 60, cell: (row) => ({ kind: "text", value: row.raw }) },
];
