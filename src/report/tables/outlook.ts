import type { Day } from "../../domain/day.ts";
import {
  type Outlook,
  type OutlookLine,
  type OutlookPoint,
  outlookLines,
  type PartnerOutlook,
} from "../../domain/outlook.ts";
import { type CellPrinter, type Column, type Table, tableOfMade } from "./column.ts";

/** What would be said about one partner on one month-end to come. */
export interface OutlookRow {
  readonly partnerId: string;
  readonly monthEnd: Day;
  readonly line: OutlookLine;
  readonly point: OutlookPoint;
}

/** Every partner with every month-end, first at the run rate, then with nothing entering; one partner's rows at a time. */
function* outlookRows({ monthEnds, partners }: Outlook): Iterable<readonly OutlookRow[]> {
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
const outlookColumns: readonly Column<OutlookRow>[] = [
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

/** Every partner with every month-end and line: more rows than all other tables have together. */
export function outlookTable(outlook: Outlook): Table {
  return tableOfMade(
    outlookColumns,
    () => outlookRows(outlook),
    (print, delimiter) => linesOf(outlook, print, delimiter),
  );
}

/** What the rows of a partner, or those of a day, have in common is printed once. */
function* linesOf({ monthEnds, partners }: Outlook, print: CellPrinter, delimiter: string): Iterable<string> {
  const days = monthEnds.map((monthEnd) =>
    outlookLines.map((line) => {
      const cells = [print({ kind: "day", value: monthEnd }), print({ kind: "text", value: line })];
      return { line, middle: `${delimiter}${cells.join(delimiter)}${delimiter}` };
    }),
  );
  const endOf = endings(print, delimiter);
  for (const partner of partners) yield linesOfPartner(partner, { days, endOf, print });
}

interface Parts {
  /** What stands between the partner and the dollars, by month-end and line. */
  readonly days: readonly (readonly { readonly line: OutlookLine; readonly middle: string }[])[];
  /** What stands behind the dollars. */
  readonly endOf: (point: OutlookPoint) => string;
  readonly print: CellPrinter;
}

function linesOfPartner({ partnerId, lines }: PartnerOutlook, { days, endOf, print }: Parts): string {
  const id = print({ kind: "text", value: partnerId });
  const parts: string[] = [];
  days.forEach((ofDay, index) => {
    for (const { line, middle } of ofDay) {
      const point = lines[line][index];
      if (point !== undefined) parts.push(id, middle, print({ kind: "usd", value: point.usd }), endOf(point));
    }
  });
  return parts.join("");
}

/** Of all partners, few differ in persons and tier. */
function endings(print: CellPrinter, delimiter: string): (point: OutlookPoint) => string {
  const known = new Map<OutlookPoint["tier"], Map<OutlookPoint["people"], string>>();
  return ({ people, tier }) => {
    const ofTier = known.get(tier) ?? new Map<OutlookPoint["people"], string>();
    if (ofTier.size === 0) known.set(tier, ofTier);
    const before = ofTier.get(people);
    if (before !== undefined) return before;
    const cells = [print({ kind: "count", value: people }), print({ kind: "status", value: tier })];
    const ending = `${delimiter}${cells.join(delimiter)}\n`;
    ofTier.set(people, ending);
    return ending;
  };
}
