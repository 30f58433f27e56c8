import type { RunReport } from "../../../domain/report.ts";
import type { Candidate } from "../../missing-share.ts";
import { type Figures, figuresOf } from "../../summary-figures.ts";
import { type ChartBlock, chartOf } from "../chart-blocks.ts";
import type { ChartPlan } from "../chart-plan.ts";
import type { PartnerPlaces } from "../partner-places.ts";
import { lineHeight, rowHeight } from "../row-height.ts";
import { type PageRow, type PageSheet, placed, type SheetPlan } from "../sheet-plan.ts";
import { blockPlace } from "./chart-figures.ts";
import { closestRows } from "./summary-closest.ts";
import { factRows, figureRows } from "./summary-facts.ts";
import { blank, heading, summaryColumns } from "./summary-layout.ts";
import { trustRows } from "./summary-trust.ts";

const name = "Summary";
/** Height of a chart, in points. */
const chartHeight = 190;
const firstChartRow = 3;

/** Everything besides the report that the summary requires. */
export interface SummaryParts {
  readonly places: PartnerPlaces;
  /** All partners with a known gap, the closest first. */
  readonly candidates: readonly Candidate[];
  readonly charts: readonly ChartBlock[];
  /** Other sheets, which the summary lists. */
  readonly sheets: readonly Pick<SheetPlan, "name" | "shows">[];
}

/** Plans the first sheet: the answer in one sentence, the figures, how far to trust them, and who is closest. */
export function summarySheet(report: RunReport, { places, candidates, charts, sheets }: SummaryParts): PageSheet {
  const figures = figuresOf(report);
  const above: readonly PageRow[] = [
    [placed(`${report.ruleSet.competency}: partner tiers`, "title")],
    [placed(leadSentence(report, figures), "lead")],
    blank,
    ...factRows(report),
    blank,
    ...figureRows(figures),
    blank,
    ...trustRows(report),
    blank,
  ];
  const closest = closestRows(candidates, places);
  const rows = [...above, ...closest.rows, blank, ...sheetRows(sheets)];
  return {
    layout: "page",
    name,
    shows: "The answer in one sentence, the figures, and who is closest.",
    widths: summaryColumns,
    rows,
    charts: placeCharts(charts, rows),
    rangeNames: closest.names.map((range) => ({
      ...range,
      top: range.top + above.length,
      bottom: range.bottom + above.length,
    })),
    onePage: true,
  };
}

function leadSentence({ asOf }: RunReport, figures: Figures): string {
  const { partners, gold, silver, closeToSilver, closeToGold, unknown } = figures;
  const unjudged =
    unknown === 0 ? "" : ` ${unknown} cannot be judged: an export is missing, or too many of their rows were rejected.`;
  return (
    `As of ${asOf}, of ${partners} ${partners === 1 ? "partner" : "partners"} ${gold} ${gold === 1 ? "holds" : "hold"} gold ` +
    `and ${silver} ${silver === 1 ? "holds" : "hold"} silver; ${closeToGold} more ${closeToGold === 1 ? "is" : "are"} close to gold ` +
    `and ${closeToSilver} close to silver.${unjudged}`
  );
}

function sheetRows(sheets: SummaryParts["sheets"]): readonly PageRow[] {
  return [
    heading("The other sheets"),
    ...sheets.map(
      (sheet): PageRow => [{ ...placed(sheet.name, "fact"), link: { sheet: sheet.name } }, placed(sheet.shows, "fact")],
    ),
  ];
}

/** Stacks the charts to the right of the text. */
function placeCharts(blocks: readonly ChartBlock[], rows: readonly PageRow[]): readonly ChartPlan[] {
  const column = summaryColumns.length - 1;
  let from = firstChartRow;
  return blocks.map((block, index) => {
    const to = rowBelow(rows, from, block.shape === "bars" ? chartHeight * 1.6 : chartHeight);
    const chart: ChartPlan = {
      ...chartOf(block, blockPlace(index)),
      sheet: name,
      from: { column, row: from },
      to: { column: column + 1, row: to },
    };
    from = to + 1;
    return chart;
  });
}

/** Returns the first row that begins at least `height` points below another. */
function rowBelow(rows: readonly PageRow[], from: number, height: number): number {
  let [row, left] = [from, height];
  while (left > 0) {
    left -= rowHeight(rows[row] ?? [], summaryColumns) ?? lineHeight;
    row += 1;
  }
  return row;
}
