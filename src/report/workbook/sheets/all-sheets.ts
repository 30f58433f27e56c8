import type { RunReport } from "../../../domain/report.ts";
import { byMissingShare } from "../../missing-share.ts";
import type { OutputTables } from "../../output-tables.ts";
import { applyLimits } from "../applied-limits.ts";
import { excelLimits, type WorkbookLimits } from "../limits.ts";
import { partnerPlaces } from "../partner-places.ts";
import type { SheetPlan } from "../sheet-plan.ts";
import { aboutSheet } from "./about.ts";
import { changesSheet } from "./changes.ts";
import { chartFiguresSheet } from "./chart-figures.ts";
import { closeSheet } from "./close.ts";
import { dataQualitySheet } from "./data-quality.ts";
import { evidenceSheet } from "./evidence.ts";
import { gapsSheet } from "./gaps.ts";
import { monthlySheet } from "./monthly.ts";
import { outlookSheet } from "./outlook.ts";
import { outlookByPartnerSheet } from "./outlook-by-partner.ts";
import { partnersSheet } from "./partners.ts";
import { peopleSheet } from "./people.ts";
import { qualifiedSheet } from "./qualified.ts";
import { rulesSheet } from "./rules.ts";
import { summarySheet } from "./summary.ts";
import { summaryCharts } from "./summary-charts.ts";

/**
 * Plans the sheets of the workbook in their order: the summary first, which lists the others, and its chart data last.
 *
 * @param limits - the sheet Evidence is left out where, because of it alone, all other sheets would lose their tables
 *   and data bars
 */
export function allSheets(
  report: RunReport,
  tables: OutputTables,
  { mask, limits = excelLimits }: { readonly mask: boolean; readonly limits?: WorkbookLimits },
): readonly SheetPlan[] {
  const places = partnerPlaces(tables);
  const candidates = byMissingShare(report.assessments);
  const charts = summaryCharts(report, candidates);
  const evidence = evidenceSheet(report, places);
  const all: readonly SheetPlan[] = [
    partnersSheet(tables, places),
    qualifiedSheet(tables, places),
    closeSheet(tables, candidates, places),
    gapsSheet(tables, places),
    peopleSheet(tables, places),
    monthlySheet(report, places),
    evidence,
    outlookSheet(report),
    outlookByPartnerSheet(report, places),
    changesSheet(report, tables, places),
    dataQualitySheet(report, mask),
    rulesSheet(report),
    aboutSheet(),
    chartFiguresSheet(charts),
  ];
  const book = (sheets: readonly SheetPlan[]) => [
    summarySheet(report, { places, candidates, charts, sheets }),
    ...sheets,
  ];
  const others = all
    .filter((sheet) => sheet !== evidence)
    .map((sheet) => (sheet.name === "About" ? aboutSheet(["Evidence"]) : sheet));
  const crowded = applyLimits(book(all), limits).streamed && !applyLimits(book(others), limits).streamed;
  return book(crowded ? others : all);
}
