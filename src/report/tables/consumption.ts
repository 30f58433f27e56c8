import type { RunReport } from "../../domain/report.ts";
import type { CellPrinter, CsvTable } from "./column.ts";

/**
 * What counted for each partner in each month of the window: `consumption.csv`. None where no consumption export was read. No
 * sheet has these rows, and of the CSV files it is the second longest: what its rows share is printed once.
 */
export function consumptionTable(report: RunReport): CsvTable {
  return {
    columns: ["partner_id", "month", "counted_usd"].map((name) => ({ name })),
    lines: (print, delimiter) => linesOf(report, print, delimiter),
  };
}

/** One partner's lines at a time. */
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
