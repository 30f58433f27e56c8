/** Cells of one column that a chart reads, and their values: the file stores both. */
export interface ChartRange<Value> {
  /** Absolute, with its sheet: `'Chart data'!$A$3:$A$5`. */
  readonly ref: string;
  /** Equal to the cells, top to bottom; never empty. */
  readonly values: readonly Value[];
}

/** A point of a sheet: the upper left corner of a cell, both counted from 0. */
export interface AnchorPoint {
  readonly column: number;
  readonly row: number;
}

/** One native chart with a single series: its texts, the cells it reads and its position. */
export interface ChartPlan {
  /** Legal as part of a file or shape name, unique in the workbook, e.g. `Partners by tier`. */
  readonly title: string;
  /** Name of the sheet that the chart is on. */
  readonly sheet: string;
  /** Vertical columns, or horizontal bars with the first category on top. */
  readonly shape: "columns" | "bars";
  /** Titles of the two axes, each with its unit. */
  readonly categoryAxis: string;
  readonly valueAxis: string;
  /** Number format of the values and of their axis, e.g. `0.0%`. */
  readonly valueFormat: string;
  /** Largest value of the axis, e.g. 1 for percent; absent where the reader's program chooses it. */
  readonly valueMax?: number;
  /** Header cell of the values, which names the series. */
  readonly series: ChartRange<string>;
  readonly categories: ChartRange<string>;
  readonly values: ChartRange<number>;
  /** Description of the chart for readers who cannot see it. */
  readonly altText: string;
  /** Upper left corner. */
  readonly from: AnchorPoint;
  /** Lower right corner: the first cell outside the chart. */
  readonly to: AnchorPoint;
}
