import type { BlockAddress, ChartBlock } from "../chart-blocks.ts";
import { type PageRow, type PageSheet, placed, type RangeName } from "../sheet-plan.ts";

const name = "Chart data";
const headerRow = 3;
/** Two columns, and an empty one before the next block. */
const columnsPerBlock = 3;

/** Plans the sheet with the numbers that the charts of the summary read, in blocks side by side. */
export function chartFiguresSheet(blocks: readonly ChartBlock[]): PageSheet {
  const longest = Math.max(0, ...blocks.map(({ points }) => points.length));
  const rowsOf = (cells: (block: ChartBlock) => PageRow): PageRow => blocks.flatMap(cells);
  return {
    layout: "page",
    name,
    shows: "The numbers behind the charts on the sheet Summary.",
    widths: blocks.flatMap(() => [36, 14, 4]),
    rows: [
      [placed("The numbers behind the charts", "title")],
      rowsOf(({ title }) => [placed(title, "label"), placed(""), placed("")]),
      rowsOf(({ headers }) => [placed(headers[0], "header"), placed(headers[1], "header-right"), placed("")]),
      ...Array.from({ length: longest }, (_, index) =>
        rowsOf(({ points }) => {
          const point = points[index];
          if (point === undefined) return [placed(""), placed(""), placed("")];
          return [placed(point.category, "fact"), { cell: point.value }, placed("")];
        }),
      ),
    ],
    rangeNames: blocks.map(rangeName),
  };
}

/** Returns the address of the cells of the n-th block, counted from 0. */
export function blockPlace(index: number): BlockAddress {
  return { sheet: name, headerRow, column: index * columnsPerBlock + 1 };
}

function rangeName({ title, points }: ChartBlock, index: number): RangeName {
  const { column } = blockPlace(index);
  return {
    name: `${title} chart`,
    top: headerRow + 1,
    bottom: headerRow + points.length,
    left: column,
    right: column + 1,
  };
}
