import type { FileMonth } from "../../../domain/consumption.ts";
import type { RunReport } from "../../../domain/report.ts";
import { type Column, tableOf } from "../../tables/column.ts";
import { linkTo, type PartnerPlaces } from "../partner-places.ts";
import type { TableSheet } from "../sheet-plan.ts";

/** One row per partner, month of the window and file with rows that count. */
const columns: readonly Column<FileMonth>[] = [
  { name: "partner_id", title: "Partner ID", width: 14, cell: (row) => ({ kind: "text", value: row.partnerId }) },
  { name: "month", title: "Month", width: 10, cell: (row) => ({ kind: "month", value: row.month }) },
  { name: "file", title: "File", width: 60, cell: (row) => ({ kind: "text", value: row.file }) },
  { name: "rows", title: "Rows", width: 10, cell: (row) => ({ kind: "count", value: row.rows }) },
  { name: "counted_usd", title: "Counted (US$)", width: 17, cell: (row) => ({ kind: "usd", value: row.usd }) },
];

/** Plans the sheet that says where the consumption of every partner comes from, by month and file. */
export function evidenceSheet({ fileMonths }: RunReport, places: PartnerPlaces): TableSheet {
  return {
    layout: "table",
    name: "Evidence",
    shows:
      "Which file each partner's consumption comes from, month by month. tierbook explain <partner> names the lines.",
    table: tableOf(columns, fileMonths),
    frozenColumns: 2,
    links: new Map([["partner_id", linkTo(places, "Partners", fileMonths)]]),
  };
}
