import type { Restatement } from "../../domain/snapshot.ts";
import type { Column } from "./column.ts";

/** Columns of `restatements.csv`: one row per partner, closed month and export whose share changed between runs. */
export const restatementColumns: readonly Column<Restatement>[] = [
  { name: "partner_id", title: "Partner ID", width: 14, cell: (row) => ({ kind: "text", value: row.partnerId }) },
  { name: "month", title: "Month", width: 10, cell: (row) => ({ kind: "month", value: row.month }) },
  { name: "file", title: "File", width: 50, cell: (row) => ({ kind: "text", value: row.file }) },
  { name: "as_of_before", title: "Run before", width: 12, cell: (row) => ({ kind: "day", value: row.asOfBefore }) },
  { name: "as_of_after", title: "Run after", width: 12, cell: (row) => ({ kind: "day", value: row.asOfAfter }) },
  { name: "before_usd", title: "US$ before", width: 17, cell: (row) => ({ kind: "usd-exact", value: row.before }) },
  { name: "after_usd", title: "US$ after", width: 17, cell: (row) => ({ kind: "usd-exact", value: row.after }) },
  {
    name: "change_usd",
    title: "Change (US$)",
    width: 17,
    cell: (row) => ({ kind: "usd-exact", value: row.after - row.before }),
  },
];
