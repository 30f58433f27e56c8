import type { Assessment } from "../../../domain/assessment.ts";
import type { RunReport } from "../../../domain/report.ts";
import { type Column, tableOf } from "../../tables/column.ts";
import type { TableSheet } from "../sheet-plan.ts";

/** Partner by month of the window, and the total; empty where consumption is unknown. */
export function monthlySheet({ assessments, window }: RunReport): TableSheet {
  const columns: readonly Column<Assessment>[] = [
    { name: "partner_id", title: "Partner ID", width: 14, cell: (row) => ({ kind: "text", value: row.partnerId }) },
    { name: "partner_name", title: "Partner", width: 32, cell: (row) => ({ kind: "text", value: row.partnerName }) },
    ...window.months.map(
      (month): Column<Assessment> => ({
        name: month,
        title: month,
        width: 14,
        cell: (row) => ({
          kind: "usd",
          value: row.consumption === undefined ? undefined : (row.months.get(month) ?? 0n),
        }),
      }),
    ),
    { name: "total", title: "Total (US$)", width: 17, cell: (row) => ({ kind: "usd", value: row.consumption }) },
  ];
  return { layout: "table", name: "Monthly", table: tableOf(columns, assessments), frozenColumns: 2 };
}
