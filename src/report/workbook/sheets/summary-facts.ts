import type { RunReport } from "../../../domain/report.ts";
import { addDays } from "../../../domain/window.ts";
import { movedSentence } from "../../compared-with.ts";
import type { Figures } from "../../summary-figures.ts";
import { type PageRow, type PlacedCell, placed } from "../sheet-plan.ts";

/** Returns the rows that say what the report is about: day, window, rules, and who moved. */
export function factRows(report: RunReport): readonly PageRow[] {
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

/** Returns the numbers of partners by tier and finding, as a row of labels above a row of figures. */
export function figureRows(figures: Figures): readonly PageRow[] {
  const shown: readonly Figure[] = [
    { label: "Partners", value: figures.partners, note: "All partners that any input names." },
    { label: "Gold", value: figures.gold, note: "Partners that meet every requirement of gold." },
    { label: "Silver", value: figures.silver, note: "Partners that meet every requirement of silver and not of gold." },
    { label: "No tier", value: figures.none, note: "Partners that hold neither." },
    {
      label: "Unknown",
      value: figures.unknown,
      note: "Partners of whom nobody can say whether they hold a tier: an export is missing, or too many of their rows were rejected.",
    },
    {
      label: "Close to silver",
      value: figures.closeToSilver,
      note: "No tier yet, and close to silver: see the sheet Close.",
    },
    { label: "Close to gold", value: figures.closeToGold, note: "Silver, and close to gold: see the sheet Close." },
  ];
  return [
    shown.map(({ label, note }): PlacedCell => ({ ...placed(label, "tile-label"), note })),
    shown.map(({ value }): PlacedCell => ({ cell: { kind: "count", value }, role: "tile-figure" })),
  ];
}
