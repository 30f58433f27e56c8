import type { Day } from "../../domain/day.ts";
import { type Outlook, type OutlookLine, type OutlookPoint, outlookLines } from "../../domain/outlook.ts";
import type { Column } from "./column.ts";

/** What would be said about one partner on one month-end to come. */
export interface OutlookRow {
  readonly partnerId: string;
  readonly monthEnd: Day;
  readonly line: OutlookLine;
  readonly point: OutlookPoint;
}

/** Every partner with every month-end, first at the run rate, then with nothing entering; one partner's rows at a time. */
export function* outlookRows({ monthEnds, partners }: Outlook): Iterable<readonly OutlookRow[]> {
  for (const { partnerId, lines } of partners) {
    const rows: OutlookRow[] = [];
    monthEnds.forEach((monthEnd, index) => {
      for (const line of outlookLines) {
        const point = lines[line][index];
        if (point !== undefined) rows.push({ partnerId, monthEnd, line, point });
      }
    });
    yield rows;
  }
}

/** One row per partner, month-end and line: `outlook.csv`. */
export const outlookColumns: readonly Column<OutlookRow>[] = [
  { name: "partner_id", title: "Partner ID", width: 14, cell: (row) => ({ kind: "text", value: row.partnerId }) },
  { name: "month_end", title: "Month-end", width: 12, cell: (row) => ({ kind: "day", value: row.monthEnd }) },
  { name: "line", title: "Line", width: 10, cell: (row) => ({ kind: "text", value: row.line }) },
  {
    name: "projected_usd",
    title: "Projected consumption (US$)",
    width: 17,
    cell: (row) => ({ kind: "usd", value: row.point.usd }),
  },
  { name: "people", title: "People", width: 9, cell: (row) => ({ kind: "count", value: row.point.people }) },
  { name: "tier", title: "Tier", width: 9, cell: (row) => ({ kind: "status", value: row.point.tier }) },
];
