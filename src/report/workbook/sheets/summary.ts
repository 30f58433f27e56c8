import { buckets } from "../../../domain/consumption.ts";
import { formatCents } from "../../../domain/money.ts";
import type { RunReport } from "../../../domain/report.ts";
import { gapSentence, withThousands } from "../../gap-sentence.ts";
import { byMissingShare } from "../../missing-share.ts";
import { type Figures, figuresOf } from "../../summary-figures.ts";
import { type PageSheet, type PlacedCell, placed } from "../sheet-plan.ts";

type PageRow = readonly PlacedCell[];

const closestShown = 10;
const widths = [30, 34, 12, 12, 16, 90];
const blank: PageRow = [];

/** What a reader sees first: the answer in one sentence, the figures, how far to trust them, who is nearest. */
export function summarySheet(report: RunReport): PageSheet {
  const figures = figuresOf(report);
  const rows = [
    [placed(`${report.ruleSet.competency}: partner tiers`, "title")],
    [placed(leadSentence(report, figures), "lead")],
    blank,
    ...factRows(report),
    blank,
    ...figureRows(figures),
    blank,
    ...qualityRows(report),
    blank,
    ...closestRows(report),
    blank,
    ...sheetRows,
  ];
  return { layout: "page", name: "Summary", widths, rows };
}

function leadSentence({ asOf }: RunReport, { partners, gold, silver, closeToSilver, closeToGold }: Figures): string {
  return (
    `As of ${asOf}, of ${partners} partners ${gold} hold gold and ${silver} hold silver; ` +
    `${closeToGold} more ${closeToGold === 1 ? "is" : "are"} close to gold and ${closeToSilver} close to silver.`
  );
}

function factRows({ asOf, window, ruleSet, revision }: RunReport): readonly PageRow[] {
  return [
    heading("What was asked"),
    fact("As-of day", { kind: "day", value: asOf }),
    fact("Window", { kind: "text", value: `${window.start} up to, not including, ${window.end}` }),
    fact("Rules", { kind: "text", value: `${ruleSet.option}, revision ${revision.id}` }),
  ];
}

function figureRows(figures: Figures): readonly PageRow[] {
  const rows: readonly (readonly [string, number])[] = [
    ["Partners", figures.partners],
    ["Gold", figures.gold],
    ["Silver", figures.silver],
    ["No tier", figures.none],
    ["Close to silver", figures.closeToSilver],
    ["Close to gold", figures.closeToGold],
    ["Not to be judged (unknown)", figures.unknown],
  ];
  return [heading("Partners"), ...rows.map(([label, value]) => fact(label, { kind: "count", value }))];
}

function fact(label: string, cell: PlacedCell["cell"]): PageRow {
  return [placed(label, "label"), { cell, role: "fact" }];
}

function heading(text: string): PageRow {
  return [placed(text, "heading"), ...widths.slice(1).map(() => placed("", "heading"))];
}

function qualityRows(report: RunReport): readonly PageRow[] {
  const crossed = report.warnings.some(({ crossesLimit }) => crossesLimit);
  const light = crossed
    ? placed("Red: a limit is crossed", "bad")
    : report.warnings.length > 0
      ? placed("Amber: read the warnings", "look")
      : placed("Green: nothing to warn about", "good");
  return [
    heading("How far to trust the figures"),
    [placed("Data quality", "label"), light],
    ...report.warnings.map(({ code, message }): PageRow => [placed(code), placed(message, "fact")]),
    [placed("Rows and dollars tie out", "label"), placed(controlTotals(report), "fact")],
  ];
}

/** The two sides of S13, rows and dollars: equal, or the run would have stopped. */
function controlTotals({ totals }: RunReport): string {
  const all = buckets.map((bucket) => totals.buckets[bucket]);
  const rows = all.reduce((sum, tally) => sum + tally.rows, 0);
  const usd = all.reduce((sum, tally) => sum + tally.usd, 0n);
  const { read, creditedAgain } = totals;
  return (
    `Read ${rowsInWords(read.rows)} and ${dollars(read.usd)}, ` +
    `credited again ${rowsInWords(creditedAgain.rows)} and ${dollars(creditedAgain.usd)}; ` +
    `the buckets hold ${rowsInWords(rows)} and ${dollars(usd)}.`
  );
}

function rowsInWords(rows: number): string {
  return `${withThousands(String(rows))} ${rows === 1 ? "row" : "rows"}`;
}

function dollars(amount: bigint): string {
  return `US$${withThousands(formatCents(amount))}`;
}

function closestRows({ assessments }: RunReport): readonly PageRow[] {
  const closest = byMissingShare(assessments).slice(0, closestShown);
  if (closest.length === 0) return [heading("Closest to their next tier"), [placed("No partner has a known gap.")]];
  const titles = ["Partner ID", "Partner", "Tier", "Next tier", "Finding", "What is missing"];
  return [
    heading("Closest to their next tier"),
    titles.map((title) => placed(title, "header")),
    ...closest.map(
      ({ assessment }): PageRow => [
        placed(assessment.partnerId),
        placed(assessment.partnerName),
        { cell: { kind: "status", value: assessment.tier } },
        { cell: { kind: "status", value: assessment.nextTier } },
        { cell: { kind: "status", value: assessment.nextTierFinding } },
        placed(gapSentence(assessment)),
      ],
    ),
  ];
}

const sheetContents: readonly (readonly [string, string])[] = [
  ["Partners", "Every partner: what was measured, the tier held, what the next one lacks."],
  ["Qualified", "The partners that hold silver or gold."],
  ["Close", "The partners close to their next tier, the smallest gap first."],
  ["Gaps", "Every unmet requirement of every tier above the one held, and what to do."],
  ["People", "Every transcript row, whether it counts, and why."],
  ["Monthly", "Counted consumption by month of the window."],
  ["Data quality", "Warnings, where every row ended up, files, rejected rows."],
  ["Rules", "Every clause applied, with the programme's own words, and what was assumed."],
];

const sheetRows: readonly PageRow[] = [
  heading("The other sheets"),
  ...sheetContents.map(([name, holds]): PageRow => [placed(name, "label"), placed(holds, "fact")]),
];
