import { buckets, type Warning } from "../../../domain/consumption.ts";
import { dollars } from "../../../domain/dollars.ts";
import { withThousands } from "../../../domain/money.ts";
import type { RunReport } from "../../../domain/report.ts";
import { type PageRow, type PlacedCell, placed } from "../sheet-plan.ts";
import { heading, labelled } from "./summary-layout.ts";

/** Most reasons that are shown; the sheet Data quality has them all. */
const reasonsShown = 6;

/**
 * Returns the rows that say how far to trust the figures: a light in words and colour, its reasons, and the two sides
 * that tie out.
 */
export function trustRows(report: RunReport): readonly PageRow[] {
  const { warnings } = report;
  const left = warnings.length - reasonsShown;
  return [
    heading("How far to trust the figures"),
    [placed("Data quality", "label"), light(warnings)],
    ...warnings.slice(0, reasonsShown).flatMap(reason),
    ...(left > 0 ? [moreRow(left)] : []),
    ...labelled(placed("Tied out", "label"), controlTotals(report)),
  ];
}

function light(warnings: readonly Warning[]): PlacedCell {
  if (warnings.some(({ crossesLimit }) => crossesLimit)) return placed("Red: a limit is crossed", "bad");
  if (warnings.length > 0) return placed("Amber: read the warnings", "look");
  return placed("Green: nothing to warn about", "good");
}

function reason({ message, crossesLimit }: Warning): readonly PageRow[] {
  return labelled({ cell: { kind: "status", value: crossesLimit ? "limit" : "warning" } }, message);
}

function moreRow(left: number): PageRow {
  const text = `and ${left} more: see the sheet Data quality`;
  return [placed(""), { ...placed(text, "fact"), link: { sheet: "Data quality" } }];
}

/** Describes the two sides of S13 in rows and dollars. They are equal, or the run would have stopped. */
function controlTotals({ totals }: RunReport): string {
  const all = buckets.map((bucket) => totals.buckets[bucket]);
  const rows = all.reduce((sum, tally) => sum + tally.rows, 0);
  const usd = all.reduce((sum, tally) => sum + tally.usd, 0n);
  const { read, creditedAgain } = totals;
  const { counted } = totals.buckets;
  return (
    `Read ${rowsInWords(read.rows)} and ${dollars(read.usd)}, ` +
    `credited again ${rowsInWords(creditedAgain.rows)} and ${dollars(creditedAgain.usd)}; ` +
    `the buckets hold ${rowsInWords(rows)} and ${dollars(usd)}, ` +
    `of which counted ${rowsInWords(counted.rows)} and ${dollars(counted.usd)}.`
  );
}

function rowsInWords(rows: number): string {
  return `${withThousands(String(rows))} ${rows === 1 ? "row" : "rows"}`;
}
