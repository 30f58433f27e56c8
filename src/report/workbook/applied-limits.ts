import { cellCount, type SheetPlan, type TableSheet } from "./sheet-plan.ts";

/** Where one way of writing ends and what a sheet may hold; tests set them low. */
export interface WorkbookLimits {
  /** Cells up to which the workbook is made in memory; above, it is streamed (section 11). */
  readonly cellsInMemory: number;
  /** Rows of one sheet, header included: Excel's own limit. */
  readonly rowsPerSheet: number;
  /** Links of one sheet: Excel's own limit. */
  readonly linksPerSheet: number;
}

export const excelLimits: WorkbookLimits = {
  cellsInMemory: 700_000,
  rowsPerSheet: 1_048_576,
  linksPerSheet: 65_530,
};

/** What the size of the data made the workbook leave out. */
export interface AppliedLimits {
  readonly limits: WorkbookLimits;
  readonly cells: number;
  /** Written row by row: no tables, no data bars, no notes. */
  readonly streamed: boolean;
  /** Sheets without links, since they would have more than a sheet may have. */
  readonly withoutLinks: ReadonlySet<string>;
  /** Sheets that go on in further ones, with how many there are of each in all. */
  readonly continued: ReadonlyMap<string, number>;
}

/** Decides before anything is written what the workbook can and cannot hold. */
export function applyLimits(plans: readonly SheetPlan[], limits: WorkbookLimits): AppliedLimits {
  const cells = plans.reduce((total, plan) => total + cellCount(plan), 0);
  const tables = plans.filter((plan) => plan.layout === "table");
  return {
    limits,
    cells,
    streamed: cells > limits.cellsInMemory,
    withoutLinks: new Set(tables.filter((plan) => hasMoreLinks(plan, limits.linksPerSheet)).map(({ name }) => name)),
    continued: new Map(
      tables.map((plan) => [plan.name, partCount(plan, limits)] as const).filter(([, parts]) => parts > 1),
    ),
  };
}

function partCount({ table }: TableSheet, { rowsPerSheet }: WorkbookLimits): number {
  return Math.max(1, Math.ceil(table.rows.length / (rowsPerSheet - 1)));
}

/** Looked at cell by cell only where there could be too many. */
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
