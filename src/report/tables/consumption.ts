import type { Month } from "../../domain/day.ts";
import type { Usd } from "../../domain/money.ts";
import type { RunReport } from "../../domain/report.ts";
import type { Column, Table } from "./column.ts";

/** Dollars that count for one partner in one month of the window: 0 where none do. */
interface PartnerMonth {
  readonly partnerId: string;
  readonly month: Month;
  readonly usd: Usd;
}

const columns: readonly Column<PartnerMonth>[] = [
  { name: "partner_id", title: "Partner ID", width: 14, cell: (row) => ({ kind: "text", value: row.partnerId }) },
  { name: "month", title: "Month", width: 10, cell: (row) => ({ kind: "month", value: row.month }) },
  { name: "counted_usd", title: "Counted (US$)", width: 17, cell: (row) => ({ kind: "usd-exact", value: row.usd }) },
];

/**
 * Returns the table of `consumption.csv`: one row per partner and month of the window, none
 * where no consumption export was read. What was counted stands here even of a partner whose consumption is unknown.
 */
export function consumptionTable(report: RunReport): Table<PartnerMonth> {
  return { columns, rows: { [Symbol.iterator]: () => partnerMonths(report) } };
}

function* partnerMonths({ assessments, window }: RunReport): Generator<PartnerMonth> {
  for (const { partnerId, counted, months } of assessments) {
    if (counted === undefined) continue;
    for (const month of window.months) yield { partnerId, month, usd: months.get(month) ?? 0n };
  }
}
