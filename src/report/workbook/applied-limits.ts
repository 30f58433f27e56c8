import type { AppliedLimits, WorkbookLimits } from "./limits.ts";
import { cellCount, type SheetPlan, type TableSheet } from "./sheet-plan.ts";

/** Decides, before anything is written, what the workbook can and cannot hold. */
export function applyLimits(plans: readonly SheetPlan[], limits: WorkbookLimits): AppliedLimits {
  const cells = plans.reduce((total, plan) => total + cellCount(plan), 0);
  const tables = plans.filter((plan) => plan.layout === "table");
  const streamed = cells > limits.cellsInMemory;
  const crowded = streamed ? [] : tables.filter((plan) => hasMoreLinks(plan, limits.linksPerSheet));
  return {
    limits,
    cells,
    streamed,
    withoutLinks: new Set(crowded.map(({ name }) => name)),
    continued: new Map(
      tables.map((plan) => [plan.name, partCount(plan, limits)] as const).filter(([, parts]) => parts > 1),
    ),
  };
}

function partCount({ table }: TableSheet, { rowsPerSheet }: WorkbookLimits): number {
  return Math.max(1, Math.ceil(table.rows.length / (rowsPerSheet - 1)));
}

/** Returns whether a sheet has too many links. Counts them cell by cell only where there could be too many. */
function hasMoreLinks({ table, links }: TableSheet, most: number): boolean {
  const rowCount = table.rows.length;
  if (links === undefined || links.size * rowCount <= most) return false;
  let count = 0;
  for (const link of links.values()) {
    for (let row = 0; row < rowCount; row += 1) {
      if (link(row) !== undefined) count += 1;
    }
  }
  return count > most;
}
