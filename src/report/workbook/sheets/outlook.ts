import type { RunReport } from "../../../domain/report.ts";
import { type MonthEndFigures, outlookFigures } from "../../outlook-figures.ts";
import { type ChartBlock, chartOf } from "../chart-blocks.ts";
import type { ChartPlan } from "../chart-plan.ts";
import { type PageRow, type PageSheet, placed } from "../sheet-plan.ts";

const name = "Outlook";
/** Month-end and three figures, a gap, and the column of the chart: wide enough for twelve days side by side. */
const widths = [16, 22, 22, 22, 3, 120];
const headers = [
  "Month-end",
  "At risk at the run rate",
  "At risk if nothing enters",
  "Higher at the run rate",
] as const;
const explained = [
  "At risk: partners that hold a lower tier on that day than now. Higher: partners that hold a higher one.",
  "Run rate: every month brings the mean of the last months. Nothing enters: no more consumption at all.",
  "The sheet Outlook by partner says who they are; the sheet Rules lists every assumption.",
];
/** Number of the header row, below a title, a sentence, three rows of explanation and an empty one. */
const headerRow = 7;

/** Plans the sheet that says how many partners would lose or gain a tier in each future month if nothing is done. */
export function outlookSheet(report: RunReport): PageSheet {
  const figures = outlookFigures(report);
  return {
    layout: "page",
    name,
    shows: "How many partners lose or gain a tier in each of the next twelve months if nothing is done.",
    widths,
    rows: [
      [placed("Outlook: the next twelve month-ends", "title")],
      [placed(leadSentence(report, figures), "lead")],
      ...explained.map((text) => [placed(text, "fact")]),
      [],
      headers.map((title, column) => placed(title, column === 0 ? "header" : "header-right")),
      ...figures.map(figureRow),
    ],
    charts: figures.length === 0 ? [] : [riskChart(figures)],
    rangeNames: [
      { name: `${name} by month`, top: headerRow + 1, bottom: headerRow + figures.length, left: 1, right: 4 },
    ],
  };
}

function leadSentence({ outlook: { partners, monthEnds } }: RunReport, figures: readonly MonthEndFigures[]): string {
  const atRisk = partners.filter(({ lostFrom }) => lostFrom["run-rate"] !== undefined).length;
  const reaching = partners.filter(({ reachesNextTier }) => reachesNextTier["run-rate"] !== undefined).length;
  const last = figures.at(-1)?.atRiskIfNothingEnters ?? 0;
  return (
    `Up to ${monthEnds.at(-1)}, ${atRisk} of ${partners.length} partners ${atRisk === 1 ? "loses its" : "lose their"} tier ` +
    `at the run rate and ${reaching} ${reaching === 1 ? "reaches" : "reach"} the next one; if nothing more entered, ${last} would hold a lower one by then.`
  );
}

function figureRow({ monthEnd, atRisk, atRiskIfNothingEnters, higher }: MonthEndFigures): PageRow {
  const counts = [atRisk, atRiskIfNothingEnters, higher];
  return [placed(monthEnd, "fact"), ...counts.map((value) => ({ cell: { kind: "count" as const, value } }))];
}

function riskChart(figures: readonly MonthEndFigures[]): ChartPlan {
  const block: ChartBlock = {
    title: "Partners at risk by month",
    shape: "columns",
    categoryAxis: "Month-end",
    valueAxis: "Partners at risk at the run rate (number)",
    valueFormat: "#,##0",
    altText: `Columns: on each of ${figures.length} month-ends, how many partners hold a lower tier than now if consumption goes on at the run rate.`,
    headers: [headers[0], headers[1]],
    points: figures.map(({ monthEnd, atRisk }) => ({
      category: monthEnd,
      value: { kind: "count", value: atRisk },
    })),
  };
  return {
    ...chartOf(block, { sheet: name, headerRow, column: 1 }),
    sheet: name,
    from: { column: widths.length - 1, row: 2 },
    to: { column: widths.length, row: headerRow + figures.length },
  };
}
