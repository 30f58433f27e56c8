import type { RunReport } from "../../../domain/report.ts";
import { addDays } from "../../../domain/window.ts";
import type { Candidate } from "../../missing-share.ts";
import { movedSentence } from "../../moved-sentence.ts";
import { type Figures, figuresOf } from "../../summary-figures.ts";
import { type ChartBlock, chartOf } from "../chart-blocks.ts";
import type { ChartPlan } from "../chart-plan.ts";
import type { PartnerPlaces } from "../partner-places.ts";
import { lineHeight, rowHeight } from "../row-height.ts";
import { type PageRow, type PageSheet, type PlacedCell, placed, type SheetPlan } from "../sheet-plan.ts";
import { blockPlace } from "./chart-data.ts";
import { closestRows } from "./summary-closest.ts";
import { blank, heading, summaryColumns } from "./summary-layout.ts";
import { trustRows } from "./summary-trust.ts";

const name = "Summary";
/** Height of a chart, in points. */
const chartHeight = 190;
const firstChartRow = 3;

/** What the summary needs beside the report. */
export interface SummaryParts {
  readonly places: PartnerPlaces;
  /** All partners with a known gap, the closest first. */
  readonly candidates: readonly Candidate[];
  readonly charts: readonly ChartBlock[];
  /** The other sheets, which it lists. */
  readonly sheets: readonly Pick<SheetPlan, "name" | "shows">[];
}

/** What a reader sees first: the answer in one sentence, the figures, how far to trust them, who is nearest. */
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
    unknown === 0 ? "" : ` Of ${unknown} something cannot be judged, since no export of that kind was read.`;
  return (
    `As of ${asOf}, of ${partners} ${partners === 1 ? "partner" : "partners"} ${gold} ${gold === 1 ? "holds" : "hold"} gold ` +
    `and ${silver} ${silver === 1 ? "holds" : "hold"} silver; ${closeToGold} more ${closeToGold === 1 ? "is" : "are"} close to gold ` +
    `and ${closeToSilver} close to silver.${unjudged}`
  );
}

function factRows(report: RunReport): readonly PageRow[] {
  const { asOf, window, ruleSet, revision, changes } = report;
  const lastDay = addDays(window.end, -1);
  return [
    [placed("As-of day", "label"), { cell: { kind: "day", value: asOf }, role: "fact" }],
    [placed("Window", "label"), placed(`${window.start} to ${lastDay}, both included`, "fact")],
    [placed("Rules", "label"), placed(`${ruleSet.option}, revision ${revision.id}`, "fact")],
    [
      placed("Who moved", "label"),
      { ...placed(movedSentence(report), "fact"), ...(changes.length === 0 ? {} : { link: { sheet: "Changes" } }) },
    ],
  ];
}

interface Figure {
  readonly label: string;
  readonly value: number;
  readonly note: string;
}

function figureRows(figures: Figures): readonly PageRow[] {
  const shown: readonly Figure[] = [
    { label: "Partners", value: figures.partners, note: "All partners that any input names." },
    { label: "Gold", value: figures.gold, note: "Partners that meet every requirement of gold." },
    { label: "Silver", value: figures.silver, note: "Partners that meet every requirement of silver and not of gold." },
    { label: "No tier", value: figures.none, note: "Partners that hold neither." },
    {
      label: "Close to silver",
      value: figures.closeToSilver,
      note: "No tier yet, and close to silver: see the sheet Close.",
    },
    { label: "Close to gold", value: figures.closeToGold, note: "Silver, and close to gold: see the sheet Close." },
    {
      label: "Unknown",
      value: figures.unknown,
      note: "Partners of whose next tier something cannot be judged, since no export of that kind was read.",
    },
  ];
  return [
    shown.map(({ label, note }): PlacedCell => ({ ...placed(label, "tile-label"), note })),
    shown.map(({ value }): PlacedCell => ({ cell: { kind: "count", value }, role: "tile-figure" })),
  ];
}

function sheetRows(sheets: SummaryParts["sheets"]): readonly PageRow[] {
  return [
    heading("The other sheets"),
    ...sheets.map(
      (sheet): PageRow => [{ ...placed(sheet.name, "fact"), link: { sheet: sheet.name } }, placed(sheet.shows, "fact")],
    ),
  ];
}

/** Charts stand one below the other, right of the text. */
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

/** The first row that begins so many points below another. */
function rowBelow(rows: readonly PageRow[], from: number, height: number): number {
  let [row, left] = [from, height];
  while (left > 0) {
    left -= rowHeight(rows[row] ?? [], summaryColumns) ?? lineHeight;
    row += 1;
  }
  return row;
}
