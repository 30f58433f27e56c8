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
  /** Written row by row: no tables, no data bars, no notes, no links. */
  readonly streamed: boolean;
  /** Sheets of a workbook made in memory without links, since they would have more than a sheet may have. */
  readonly withoutLinks: ReadonlySet<string>;
  /** Sheets that go on in further ones, with how many there are of each in all. */
  readonly continued: ReadonlyMap<string, number>;
}
