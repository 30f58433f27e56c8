import type { Month } from "../../domain/day.ts";
import type { Usd } from "../../domain/money.ts";
import type { RunReport } from "../../domain/report.ts";
import { type CellPrinter, type Column, type Table, tableOfMade } from "./column.ts";

/** What counted for one partner in one month of the window. */
export interface MonthRow {
  readonly partnerId: string;
  readonly month: Month;
  readonly counted: Usd;
}

/** Every partner with every month of the window, one partner's rows at a time; none where no consumption export was read. */
function* monthRows({ assessments, window }: RunReport): Iterable<readonly MonthRow[]> {
  for (const { partnerId, consumption, months } of assessments) {
    if (consumption === undefined) continue;
    yield window.months.map((month) => ({ partnerId, month, counted: months.get(month) ?? 0n }));
  }
}

/** One row per partner and month of the window: `consumption.csv`. */
const consumptionColumns: readonly Column<MonthRow>[] = [
  { name: "partner_id", title: "Partner ID", width: 14, cell: (row) => ({ kind: "text", value: row.partnerId }) },
  { name: "month", title: "Month", width: 10, cell: (row) => ({ kind: "month", value: row.month }) },
  {
    name: "counted_usd",
    title: "Counted (US$)",
    width: 17,
    cell: (row) => ({ kind: "usd-exact", value: row.counted }),
  },
];

/** Every partner with every month of the window: of the tables the second longest. */
export function consumptionTable(report: RunReport): Table {
  return tableOfMade(
    consumptionColumns,
    () => monthRows(report),
    (print, delimiter) => linesOf(report, print, delimiter),
  );
}

/** What the rows of a partner, or those of a month, have in common is printed once. */
function* linesOf({ assessments, window }: RunReport, print: CellPrinter, delimiter: string): Iterable<string> {
  const middles = window.months.map((month) => `${delimiter}${print({ kind: "month", value: month })}${delimiter}`);
  for (const { partnerId, consumption, months } of assessments) {
    if (consumption === undefined) continue;
    const id = print({ kind: "text", value: partnerId });
    const parts: string[] = [];
    window.months.forEach((month, index) => {
      const counted = print({ kind: "usd-exact", value: months.get(month) ?? 0n });
      parts.push(id, middles[index] ?? "", counted, "\n");
    });
    yield parts.join("");
  }
}
