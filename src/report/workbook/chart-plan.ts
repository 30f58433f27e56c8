/** Cells of one column that a chart reads, and what they hold: the file carries both. */
export interface ChartRange<Value> {
  /** Absolute, with its sheet: `'Chart data'!$A$3:$A$5`. */
  readonly ref: string;
  /** As the cells have them, top to bottom; never empty. */
  readonly values: readonly Value[];
}

/** A point of a sheet: the upper left corner of a cell, both counted from 0. */
export interface AnchorPoint {
  readonly column: number;
  readonly row: number;
}

/** One native chart: what it says, the cells it reads and where it stands. One series each. */
export interface ChartPlan {
  /** Legal as part of a file or shape name, unique in the workbook, e.g. `Partners by tier`. */
  readonly title: string;
  /** Sheet that it stands on. */
  readonly sheet: string;
  /** Standing columns, or lying bars with the first category on top. */
  readonly shape: "columns" | "bars";
  /** Titles of the two axes, each with its unit. */
  readonly categoryAxis: string;
  readonly valueAxis: string;
  /** Number format of the values and of their axis, e.g. `0.0%`. */
  readonly valueFormat: string;
  /** Largest value of the axis, where it is not left to the reader's program: 1 for per cent. */
  readonly valueMax?: number;
  /** The header cell of the values: the name of the series. */
  readonly series: ChartRange<string>;
  readonly categories: ChartRange<string>;
  readonly values: ChartRange<number>;
  /** What the chart shows, for those who do not see it. */
  readonly altText: string;
  /** Upper left corner, and the lower right one, which lies outside. */
  readonly from: AnchorPoint;
  readonly to: AnchorPoint;
}
