import type { FileMonth } from "../../domain/consumption.ts";
import type { Column } from "./column.ts";

/** One row per partner, month of the window and file with rows that count. */
export const evidenceColumns: readonly Column<FileMonth>[] = [
  { name: "partner_id", title: "Partner ID", width: 14, cell: (row) => ({ kind: "text", value: row.partnerId }) },
  { name: "month", title: "Month", width: 10, cell: (row) => ({ kind: "month", value: row.month }) },
  { name: "file", title: "File", width: 60, cell: (row) => ({ kind: "text", value: row.file }) },
  { name: "rows", title: "Rows", width: 10, cell: (row) => ({ kind: "count", value: row.rows }) },
  { name: "counted_usd", title: "Counted (US$)", width: 17, cell: (row) => ({ kind: "usd", value: row.usd }) },
];
