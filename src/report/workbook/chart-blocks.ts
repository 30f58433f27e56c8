import type { Cell } from "../tables/column.ts";
import type { ChartPlan } from "./chart-plan.ts";
import { excelValue } from "./excel-value.ts";
import { rangeRef } from "./places.ts";

/** Content of one chart, before its cells have an address. */
export interface ChartBlock
  extends Pick<ChartPlan, "title" | "shape" | "categoryAxis" | "valueAxis" | "valueFormat" | "valueMax" | "altText"> {
  /** Headers of the two columns. */
  readonly headers: readonly [string, string];
  /** Never empty. */
  readonly points: readonly ChartPoint[];
}

export interface ChartPoint {
  readonly category: string;
  readonly value: Cell;
}

/** Address of the cells of a block: its header row and first column, counted from 1. */
export interface BlockAddress {
  readonly sheet: string;
  readonly headerRow: number;
  readonly column: number;
}

/** Plans a chart of the cells of a block, except for the chart's own position. */
export function chartOf(block: ChartBlock, place: BlockAddress): Omit<ChartPlan, "sheet" | "from" | "to"> {
  const { headers, points, ...said } = block;
  const { sheet, headerRow, column } = place;
  const top = headerRow + 1;
  const bottom = headerRow + points.length;
  const values = column + 1;
  return {
    ...said,
    series: {
      ref: rangeRef(sheet, { top: headerRow, bottom: headerRow, left: values, right: values }),
      values: [headers[1]],
    },
    categories: {
      ref: rangeRef(sheet, { top, bottom, left: column, right: column }),
      values: points.map(({ category }) => category),
    },
    values: {
      ref: rangeRef(sheet, { top, bottom, left: values, right: values }),
      values: points.map(({ value }) => Number(excelValue(value))),
    },
  };
}
