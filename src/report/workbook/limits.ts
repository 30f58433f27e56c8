/** Largest workbook that is made in memory, and what a sheet may hold; tests set low limits. */
export interface WorkbookLimits {
  /** Cells up to which the workbook is made in memory; above, it is streamed (section 11). */
  readonly cellsInMemory: number;
  /** Most rows of one sheet, header included: Excel's own limit. */
  readonly rowsPerSheet: number;
  /** Most links of one sheet: Excel's own limit. */
  readonly linksPerSheet: number;
}

export const excelLimits: WorkbookLimits = {
  cellsInMemory: 700_000,
  rowsPerSheet: 1_048_576,
  linksPerSheet: 65_530,
};

/** What the workbook leaves out because of the size of the data. */
export interface AppliedLimits {
  readonly limits: WorkbookLimits;
  readonly cells: number;
  /** Whether the workbook is written row by row: without tables, data bars, notes and links. */
  readonly streamed: boolean;
  /** Sheets of a workbook made in memory that have no links, since they would exceed the limit of a sheet. */
  readonly withoutLinks: ReadonlySet<string>;
  /** Tables that do not fit on one sheet, with the number of sheets that each of them takes. */
  readonly continued: ReadonlyMap<string, number>;
}
