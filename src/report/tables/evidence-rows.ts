import type { EvidenceRow } from "../../domain/explanation.ts";
import type { Job } from "../../domain/job.ts";
import { writeCsv } from "../csv/write-csv.ts";
import { type Column, tableOf } from "./column.ts";

/** Columns of the file that `explain --rows` writes: every row that counts, with its file and line. */
const columns: readonly Column<EvidenceRow>[] = [
  { name: "file", title: "File", width: 50, cell: ({ file }) => ({ kind: "text", value: file }) },
  { name: "line", title: "Line", width: 10, cell: ({ line }) => ({ kind: "count", value: line }) },
  { name: "day", title: "Day", width: 12, cell: ({ day }) => ({ kind: "day", value: day }) },
  { name: "amount_usd", title: "US$", width: 17, cell: ({ usd }) => ({ kind: "usd-exact", value: usd }) },
  { name: "customer_id", title: "Customer", width: 38, cell: (row) => ({ kind: "text", value: row.customer }) },
  {
    name: "subscription_id",
    title: "Subscription",
    width: 38,
    cell: (row) => ({ kind: "text", value: row.subscription }),
  },
  { name: "association", title: "Association", width: 14, cell: ({ kind }) => ({ kind: "text", value: kind }) },
];

/**
 * Writes the rows that count as CSV; they add up to what was measured, to the last digit.
 *
 * @param path - path of a file that does not exist yet
 * @throws InputError when the file exists or cannot be written
 */
export async function writeRows(path: string, rows: readonly EvidenceRow[], csv: Job["csv"]): Promise<void> {
  await writeCsv(path, tableOf(columns, rows), csv);
}
