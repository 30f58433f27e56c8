import {
  type Outlook,
  type OutlookLine,
  type OutlookPoint,
  outlookLines,
  type PartnerOutlook,
} from "../../domain/outlook.ts";
import type { CellPrinter, CsvTable } from "./column.ts";

/**
 * What would be said about each partner on each month-end to come, first at the run rate, then with nothing entering:
 * `outlook.csv`. No sheet has these rows, and the file has more of them than all others together: what its rows share is
 * printed once.
 */
export function outlookTable(outlook: Outlook): CsvTable {
  return {
    columns: ["partner_id", "month_end", "line", "projected_usd", "people", "tier"].map((name) => ({ name })),
    lines: (print, delimiter) => linesOf(outlook, print, delimiter),
  };
}

/** One partner's lines at a time. */
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
