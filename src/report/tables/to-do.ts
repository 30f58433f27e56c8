import type { RunReport } from "../../domain/report.ts";
import type { ToDo } from "../../domain/to-do.ts";
import type { Column } from "./column.ts";
import { furtherTextColumns } from "./further.ts";

/** Returns the columns of `to-do.csv`: one row per thing that an operator can put right. */
export function toDoColumns({ furtherColumns }: Pick<RunReport, "furtherColumns">): readonly Column<ToDo>[] {
  return [...ownToDoColumns, ...furtherTextColumns<ToDo>(furtherColumns)];
}

const ownToDoColumns: readonly Column<ToDo>[] = [
  { name: "kind", title: "Kind", width: 18, cell: (row) => ({ kind: "status", value: row.kind }) },
  { name: "partner_id", title: "Partner ID", width: 14, cell: (row) => ({ kind: "text", value: row.partnerId }) },
  { name: "what", title: "What", width: 42, cell: (row) => ({ kind: "text", value: row.what }) },
  { name: "files", title: "Files", width: 8, cell: (row) => ({ kind: "count", value: row.files }) },
  { name: "first_file", title: "First file", width: 50, cell: (row) => ({ kind: "text", value: row.firstFile }) },
  { name: "rows", title: "Rows", width: 10, cell: (row) => ({ kind: "count", value: row.rows }) },
  { name: "usd", title: "US$", width: 16, cell: (row) => ({ kind: "usd", value: row.usd }) },
  { name: "amount", title: "Amount", width: 16, cell: (row) => ({ kind: "usd", value: row.amount }) },
  { name: "currency", title: "Currency", width: 10, cell: (row) => ({ kind: "text", value: row.currency }) },
  {
    name: "first_day",
    title: "First day",
    width: 12,
    cell: (row) => ({ kind: "day", value: row.firstDay || undefined }),
  },
  { name: "last_day", title: "Last day", width: 12, cell: (row) => ({ kind: "day", value: row.lastDay || undefined }) },
  { name: "fix", title: "What to do", width: 100, cell: (row) => ({ kind: "text", value: row.fix }) },
];
