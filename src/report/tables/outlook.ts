import type { Day } from "../../domain/day.ts";
import { type Outlook, type OutlookLine, type OutlookPoint, outlookLines } from "../../domain/outlook.ts";
import { type Column, measured, type Table } from "./column.ts";

/** Outlook for one partner, month-end and line. */
interface PartnerPoint {
  readonly partnerId: string;
  readonly monthEnd: Day;
  readonly line: OutlookLine;
  readonly point: OutlookPoint;
}

const columns: readonly Column<PartnerPoint>[] = [
  { name: "partner_id", title: "Partner ID", width: 14, cell: (row) => ({ kind: "text", value: row.partnerId }) },
  { name: "month_end", title: "Month-end", width: 12, cell: (row) => ({ kind: "day", value: row.monthEnd }) },
  { name: "line", title: "Line", width: 10, cell: (row) => ({ kind: "text", value: row.line }) },
  {
    name: "projected_usd",
    title: "Projected (US$)",
    width: 17,
    cell: ({ point }) => measured({ kind: "usd", value: point.usd }),
  },
  { name: "people", title: "People", width: 11, cell: ({ point }) => measured({ kind: "count", value: point.people }) },
  { name: "tier", title: "Tier", width: 9, cell: ({ point }) => ({ kind: "status", value: point.tier }) },
];

/**
 * Returns the table of `outlook.csv`: one row per partner, month-end and line, first at the run rate, then with nothing
 * entering.
 */
export function outlookTable(outlook: Outlook): Table<PartnerPoint> {
  return { columns, rows: { [Symbol.iterator]: () => partnerPoints(outlook) } };
}

function* partnerPoints({ monthEnds, partners }: Outlook): Generator<PartnerPoint> {
  for (const { partnerId, lines } of partners) {
    for (const [index, monthEnd] of monthEnds.entries()) {
      for (const line of outlookLines) {
        const point = lines[line][index];
        if (point !== undefined) yield { partnerId, monthEnd, line, point };
      }
    }
  }
}
