import type { Assessment } from "../../../domain/assessment.ts";
import type { RunReport } from "../../../domain/report.ts";
import { type Cell, type Column, measured, tableOf } from "../../tables/column.ts";
import { linkTo, type PartnerPlaces } from "../partner-places.ts";
import type { TableSheet } from "../sheet-plan.ts";
import type { Role } from "../styles.ts";

/**
 * Plans the sheet of what was counted by partner and month of the window, with a total: a dash where it is not all. The
 * more consumption, the darker the cell.
 */
export function monthlySheet({ assessments, window }: RunReport, places: PartnerPlaces): TableSheet {
  const months = window.months.map(
    (month): Column<Assessment> => ({
      name: month,
      title: month,
      width: 13,
      cell: (row) =>
        measured({ kind: "usd", value: row.counted === undefined ? undefined : (row.months.get(month) ?? 0n) }),
    }),
  );
  const columns: readonly Column<Assessment>[] = [
    { name: "partner_id", title: "Partner ID", width: 14, cell: (row) => ({ kind: "text", value: row.partnerId }) },
    { name: "partner_name", title: "Partner", width: 32, cell: (row) => ({ kind: "text", value: row.partnerName }) },
    ...months,
    {
      name: "total",
      title: "Total (US$)",
      width: 17,
      cell: (row) => measured({ kind: "usd", value: row.consumption }),
    },
  ];
  const heat = heatOf(heatSteps(assessments));
  const isMonth = (column: number) => column > 1 && column < 2 + months.length;
  return {
    layout: "table",
    name: "Monthly",
    shows: "Counted consumption by month of the window: the more, the darker.",
    table: tableOf(columns, assessments),
    frozenColumns: 2,
    links: new Map([["partner_id", linkTo(places, "Partners", assessments)]]),
    look: (cell, column) => (isMonth(column) ? heat(cell) : undefined),
  };
}

/** Most partners that are sampled: enough to place the steps. */
const partnersLookedAt = 5_000;
const heats: readonly Role[] = ["heat-1", "heat-2", "heat-3", "heat-4", "heat-5"];

/**
 * Returns the amounts from which a month has a darker colour; a fifth of all months with consumption lies between two
 * of them. An even scale from the smallest to the largest amount would leave all months pale beside a very large one.
 */
function heatSteps(assessments: readonly Assessment[]): readonly number[] {
  const every = Math.ceil(assessments.length / partnersLookedAt);
  const amounts = assessments
    .filter((_, index) => index % every === 0)
    .flatMap(({ months }) => [...months.values()].filter((amount) => amount > 0n));
  const sorted = Float64Array.from(amounts.map(Number)).sort();
  return heats.map((_, index) => sorted[Math.floor((sorted.length * index) / heats.length)] ?? 0);
}

/** Returns the colour of a cell. Compares amounts as floats, like the steps: exact enough for a colour. */
function heatOf(steps: readonly number[]): (cell: Cell) => Role | undefined {
  return ({ kind, value }) => {
    const amount = kind === "usd" ? Number(value ?? 0n) : 0;
    if (amount <= 0) return undefined;
    let reached = 0;
    while (reached + 1 < steps.length && (steps[reached + 1] ?? 0) <= amount) reached += 1;
    return heats[reached];
  };
}
