import type { RunReport } from "../../domain/report.ts";
import type { GapRow } from "../gap-rows.ts";
import { gapOf } from "../next-tier-gap.ts";
import { type Cell, type Column, measured } from "./column.ts";
import { furtherTextColumns } from "./further.ts";

/** Returns the columns of `gaps.csv`: one row per partner, tier above the one held, and unmet requirement. */
export function gapColumns({ furtherColumns }: Pick<RunReport, "furtherColumns">): readonly Column<GapRow>[] {
  return [...ownGapColumns, ...furtherTextColumns<GapRow>(furtherColumns)];
}

const ownGapColumns: readonly Column<GapRow>[] = [
  { name: "partner_id", title: "Partner ID", width: 14, cell: (row) => ({ kind: "text", value: row.partnerId }) },
  { name: "partner_name", title: "Partner", width: 32, cell: (row) => ({ kind: "text", value: row.partnerName }) },
  { name: "tier", title: "For tier", width: 9, cell: (row) => ({ kind: "status", value: row.tier }) },
  {
    name: "requirement",
    title: "Requirement",
    width: 20,
    cell: (row) => ({ kind: "text", value: row.requirement.id }),
  },
  { name: "unit", title: "Unit", width: 9, cell: (row) => ({ kind: "text", value: row.requirement.kind.unit.id }) },
  { name: "required", title: "Required", width: 15, cell: (row) => quantity(row, row.requirement.threshold) },
  { name: "measured", title: "Measured", width: 15, cell: (row) => quantity(row, measuredOf(row)) },
  {
    name: "gap",
    title: "Gap",
    width: 15,
    cell: (row) => measured({ kind: row.requirement.kind.unit.gapCell, value: gapOf(row.finding) }),
  },
  { name: "finding", title: "Finding", width: 10, cell: (row) => ({ kind: "status", value: row.finding.outcome }) },
  { name: "what_to_do", title: "What to do", width: 108, cell: (row) => ({ kind: "text", value: row.whatToDo }) },
];

function measuredOf({ finding }: GapRow): bigint | undefined {
  return finding.outcome === "unknown" ? undefined : finding.measured;
}

function quantity({ requirement }: GapRow, value: bigint | undefined): Cell {
  return measured({ kind: requirement.kind.unit.cell, value });
}
