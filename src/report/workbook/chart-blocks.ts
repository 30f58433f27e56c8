import type { Cell } from "../tables/column.ts";
import type { ChartPlan } from "./chart-plan.ts";
import { excelValue } from "./excel-value.ts";
import { rangeRef } from "./places.ts";

/** What one chart shows, before it is known which cells hold it. */
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

/** Where the cells of a block stand: its header row and its first column, counted from 1. */
export interface BlockAddress {
  readonly sheet: string;
  readonly headerRow: number;
  readonly column: number;
}

/** A chart of the cells of a block, everything but where the chart itself stands. */
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
